import type { HttpRequest } from '@mortise/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PluginPackage } from '../plugins/plugin-package.ts';
import type { TestProject } from '../project.test-kit.ts';
import { InlineRunner } from './inline-runner.ts';
import { ProcessRunner } from './process-runner.ts';
import type { Runner } from './runner.ts';
import { answer, installPlugins, invoke } from './runners.test-kit.ts';

const ordered = `
  input = z.object({ shop: z.string() });
  output = z.looseObject({ id: z.string() });
  signature = signatures.github();
  subscribe({ shop }, { url, secret }) { return post('/shops/' + shop + '/hooks', { json: { url, secret } }); }
  unsubscribe({ shop }, { id }) { return del('/shops/' + shop + '/hooks/' + id); }
  events(payload) { return payload.orders; }
`;
const task = { kind: 'subscribe', url: 'https://host.example/webhooks/t', secret: 'of-ours' } as const;

let project: TestProject;
let plugin: PluginPackage;

beforeAll(async () => {
  const installed = await installPlugins({ application: 'acme', webhooks: { ordered } });
  project = installed.project;
  plugin = installed.find('acme');
});
afterAll(() => project[Symbol.asyncDispose]());

describe.each([
  ['InlineRunner', () => new InlineRunner()],
  ['ProcessRunner', () => new ProcessRunner()],
])('A webhook in the %s', (_name, create) => {
  let runner: Runner;
  beforeAll(() => {
    runner = create();
  });
  afterAll(() => runner.close());

  it('subscribes with what its user chose, at our address and with our secret', async () => {
    const sent: HttpRequest[] = [];
    const send = async (request: HttpRequest) => {
      sent.push(request);
      return { ...answer('{"id":7}'), headers: { 'content-type': 'application/json' } };
    };

    expect(await invoke(runner, plugin, 'ordered', { task, input: { shop: 'a' } }, { send })).toEqual({
      outcome: 'success',
      output: { id: '7', secret: 'of-ours' },
    });
    expect(sent).toMatchObject([{ method: 'POST', path: '/shops/a/hooks' }]);
    expect(JSON.parse(String(sent[0]?.body))).toEqual({ url: task.url, secret: 'of-ours' });
    expect(sent[0]?.idempotencyKey).toMatch(/^key\./);
  });

  it('ends a subscription, also one that is gone', async () => {
    const sent: unknown[] = [];
    const outcome = await invoke(
      runner,
      plugin,
      'ordered',
      { task: { kind: 'unsubscribe', id: '7' }, input: { shop: 'a' } },
      {
        send: async ({ method, path }, responses) => {
          sent.push([method, path, responses]);
          return answer('');
        },
      },
    );

    expect(outcome.outcome).toBe('success');
    expect(sent).toEqual([['DELETE', '/shops/a/hooks/7', { success: ['<300', 404, 410] }]]);
  });

  it('reads the events of a delivery, and says which does not fit', async () => {
    const read = (payload: unknown) => invoke(runner, plugin, 'ordered', { task: { kind: 'readEvents' }, input: payload });

    expect(await read({ orders: [{ id: '1' }, { id: '2' }] })).toEqual({
      outcome: 'success',
      output: [{ id: '1' }, { id: '2' }],
    });
    expect(await read({ orders: [{ id: 1 }] })).toMatchObject({ outcome: 'fail', error: { code: 'invalid_input', path: 'id' } });
  });

  it('does nothing for choices that do not fit, and nothing for an action that is no webhook', async () => {
    expect(await invoke(runner, plugin, 'ordered', { task, input: {} })).toMatchObject({ error: { code: 'invalid_input' } });
    expect(await invoke(runner, plugin, 'echo', { task })).toMatchObject({ error: { code: 'not_callable' } });
  });
});
