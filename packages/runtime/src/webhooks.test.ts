import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { HttpClient } from '@mortise/sdk';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PluginCatalogue } from './plugins/plugin-catalogue.ts';
import { createProject } from './project.test-kit.ts';
import { ProcessRunner } from './runners/process-runner.ts';
import { Runtime } from './runtime.ts';

const ordered = `
  input = z.object({}); output = z.looseObject({ id: z.string() }); signature = signatures.github();
  subscribe(_input, { url, secret }) { return post('/hooks', { json: { url, secret } }); }
  unsubscribe(_input, { id }) { return del('/hooks/' + id); }
`;
const url = 'https://host.example/webhooks/t';

async function open() {
  const requests: unknown[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      requests.push([request.method, request.url, body]);
      response.writeHead(request.method === 'POST' && body.includes('refuse') ? 403 : 200, {
        'content-type': 'application/json',
      });
      response.end('{"id":"h1"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const project = await createProject({ webhooks: { ordered }, baseUrl: `http://${host}` });
  const catalogue = PluginCatalogue.open({ projectDirectory: project.directory, sdkVersion: '1.0.0' });
  const runtime = new Runtime({ catalogue, runner: new ProcessRunner(), http: new HttpClient({ allow: [host] }) });
  onTestFinished(async () => {
    await runtime.close();
    server.close();
    await project[Symbol.asyncDispose]();
  });
  return { runtime, requests };
}

describe('The webhooks of a runtime', () => {
  it('are agreed with their service and ended there', async () => {
    const { runtime, requests } = await open();

    expect(await runtime.subscribe({ action: 'acme.ordered', input: {} }, { url, secret: 's' })).toEqual({
      id: 'h1',
      secret: 's',
    });
    await runtime.unsubscribe({ action: 'acme.ordered', input: {} }, 'h1');

    expect(requests).toEqual([
      ['POST', '/hooks', JSON.stringify({ url, secret: 's' })],
      ['DELETE', '/hooks/h1', ''],
    ]);
  });

  it('say why their service refuses, without the secret', async () => {
    const { runtime } = await open();

    const refused = runtime.subscribe({ action: 'acme.ordered', input: {}, maxAttempts: 1 }, { url, secret: 'refuse-secret' });

    await expect(refused).rejects.toMatchObject({ code: 'api_rejected', message: expect.not.stringContaining('refuse-secret') });
  });

  it('read what they are told, and need no account for it', async () => {
    const { runtime, requests } = await open();

    expect(await runtime.readEvents({ action: 'acme.ordered', payload: { id: 'o1' } })).toEqual([{ id: 'o1' }]);
    await expect(runtime.readEvents({ action: 'acme.ordered', payload: {} })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(runtime.readEvents({ action: 'acme.missing', payload: {} })).rejects.toMatchObject({ code: 'action_not_found' });
    expect(requests).toEqual([]);
  });
});
