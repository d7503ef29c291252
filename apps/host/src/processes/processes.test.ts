import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { databases, type TestHost, testHost } from '../host.test-kit.ts';
import type { PluginFixture } from '../project.test-kit.ts';
import { newTenant } from '../tenants/tenant.test-kit.ts';
import { CheckAnswer, ProcessPage, ProcessView, StartedRun } from './process-views.ts';

const crm: PluginFixture = { application: 'crm', run: 'return { heard: input };' };
const input = {
  type: 'object',
  properties: { name: { type: 'string' }, times: { type: 'integer', default: 2 } },
  required: ['name'],
};

/** Starts by hand, and takes what it is given to the plugin. */
const greet = (connection: string, more: object = {}) => ({
  title: 'Greet somebody',
  steps: {
    begin: { kind: 'start', input },
    greet: { kind: 'action', action: 'crm.run', connection, input: { who: '=data.name', often: '=data.times' } },
    ...more,
  },
  edges: [{ from: 'begin', to: 'greet' }],
});

async function start(open: (typeof databases)[number]['open']) {
  const host = await testHost({ ...(await open()), plugins: [crm] });
  const connection = await host.connect('crm', 'main', { url: 'http://127.0.0.1:1' });
  const create = async (name: string, document: object = greet(connection)) => {
    const { status, body } = await host.ask('POST', '/api/processes', { body: { name, document } });
    expect([status, body]).toEqual([201, expect.any(Object)]);
    return ProcessView.parse(body);
  };
  const publish = (id: string, body?: object) => host.ask('POST', `/api/processes/${id}/publish`, { body });
  const run = (id: string, body?: object) => host.ask('POST', `/api/processes/${id}/runs`, { body });
  return { ...host, connection, create, publish, run };
}

const Run = z.looseObject({ state: z.string() });

/** Until the run is in one of these states, as its own address tells. */
async function until({ ask }: Pick<TestHost, 'ask'>, run: string, ...states: readonly string[]): Promise<string> {
  for (let tries = 0; tries < 200; tries++) {
    const { state } = Run.parse((await ask('GET', `/api/runs/${run}`)).body);
    if (states.includes(state)) return state;
    await sleep(20);
  }
  throw new Error(`The run was never ${states.join(' or ')}.`);
}

describe.each(databases)('Processes on $engine', { timeout: 30_000 }, ({ open }) => {
  it('are drafts first, that are kept as they were written', async () => {
    const { ask, create, connection } = await start(open);
    const made = await create('greet');
    expect(made).toMatchObject({ name: 'greet', title: 'Greet somebody', revision: 1, state: 'active' });
    expect(made).not.toHaveProperty('published');
    expect((await ask('GET', `/api/processes/${made.id}`)).body).toEqual(made);
    expect(made.document).toEqual(greet(connection));

    const document = { ...greet(connection), title: 'Greet again' };
    const changed = await ask('PUT', `/api/processes/${made.id}`, { body: { name: 'greet-again', document, revision: 1 } });
    expect(changed).toMatchObject({ status: 200, body: { name: 'greet-again', title: 'Greet again', revision: 2, document } });
    const late = await ask('PUT', `/api/processes/${made.id}`, { body: { document, revision: 1 } });
    expect(late).toMatchObject({ status: 409, body: { code: 'changed_meanwhile', retryable: true } });
  });

  it('let one of two changes at once win', async () => {
    const { ask, create, connection } = await start(open);
    const { id } = await create('greet');
    const bodies = Array.from({ length: 5 }, (_, index) => ({
      document: { ...greet(connection), title: `No. ${index}` },
      revision: 1,
    }));
    const answers = await Promise.all(bodies.map((body) => ask('PUT', `/api/processes/${id}`, { body })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
    const winner = answers.findIndex(({ status }) => status === 200);
    expect((await ask('GET', `/api/processes/${id}`)).body).toMatchObject({ revision: 2, title: `No. ${winner}` });
  });

  it('are listed page by page, the newest first', async () => {
    const { ask, create } = await start(open);
    const made: string[] = [];
    for (const name of ['one', 'two', 'three']) {
      made.push((await create(name)).id);
      await sleep(2);
    }
    const first = ProcessPage.parse((await ask('GET', '/api/processes?limit=2')).body);
    const rest = ProcessPage.parse((await ask('GET', `/api/processes?limit=2&before=${first.next}`)).body);
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(made.toReversed());
    expect(rest).not.toHaveProperty('next');
    expect((await ask('GET', '/api/processes?before=!')).status).toBe(422);
  });

  it.each([
    [{ name: 'Greet', document: { title: 'x', steps: {} } }, 'name'],
    [{ name: 'greet', document: { steps: {} } }, 'document.title'],
    [{ name: 'greet', document: { title: 'x', steps: { a: { kind: 'action', action: 'nope' } } } }, 'document.steps.a.action'],
    [{ name: 'greet', document: { title: 'x', steps: { a: { kind: 'start', colour: 'red' } } } }, 'document.steps.a'],
    [{ name: 'greet', document: { title: 'x', steps: {} }, tenant: 'other' }, ''],
  ])('take no document that does not fit its schema: %#', async (body, path) => {
    const { ask } = await testHost(await open());
    const answer = await ask('POST', '/api/processes', { body });
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_parameters', ...(path !== '' && { path }) } });
  });

  it('have names of their own', async () => {
    const { ask, create, connection } = await start(open);
    await create('greet');
    const again = await ask('POST', '/api/processes', { body: { name: 'greet', document: greet(connection) } });
    expect(again).toMatchObject({ status: 409, body: { code: 'name_taken', path: 'name' } });
    const { id } = await create('other');
    const renamed = await ask('PUT', `/api/processes/${id}`, {
      body: { name: 'greet', document: greet(connection), revision: 1 },
    });
    expect(renamed).toMatchObject({ status: 409, body: { code: 'name_taken' } });
    const bodies = Array.from({ length: 4 }, () => ({ name: 'same', document: greet(connection) }));
    const answers = await Promise.all(bodies.map((body) => ask('POST', '/api/processes', { body })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  it('are published with the exact versions of their plugins, and once only for each draft', async () => {
    const { ask, create, publish, connection } = await start(open);
    const { id } = await create('greet');
    expect(await publish(id)).toMatchObject({ status: 200, body: { version: 1, isNew: true, problems: [] } });
    expect(await publish(id, { revision: 1 })).toMatchObject({ status: 200, body: { version: 1, isNew: false } });

    const document = { ...greet(connection), title: 'Another title' };
    await ask('PUT', `/api/processes/${id}`, { body: { document, revision: 1 } });
    expect(await publish(id, { revision: 1 })).toMatchObject({ status: 409, body: { code: 'changed_meanwhile' } });
    expect((await publish(id)).body).toMatchObject({ version: 2, isNew: true });

    const versions = await ask('GET', `/api/processes/${id}/versions?limit=1`);
    expect(versions.body).toMatchObject({ items: [{ version: 2, publishedBy: 'administrator' }], next: '2' });
    expect((await ask('GET', `/api/processes/${id}/versions?before=2`)).body).toMatchObject({ items: [{ version: 1 }] });
    const first = await ask('GET', `/api/processes/${id}/versions/1`);
    expect(first.body).toMatchObject({
      document: { title: 'Greet somebody', steps: { greet: { version: '1.0.0', timeoutSeconds: 30 } } },
    });
    expect(await ask('GET', `/api/processes/${id}/versions/3`)).toMatchObject({
      status: 404,
      body: { code: 'version_not_found' },
    });
  });

  it('start one run however often it is asked for under one key', async () => {
    const { ask, create, publish, run } = await start(open);
    const [{ id }, other] = [await create('greet'), await create('greet-too')];
    await Promise.all([publish(id), publish(other.id)]);
    const asked = { input: { name: 'Ada', times: 2 }, idempotencyKey: 'order-1' };

    const answers = await Promise.all(Array.from({ length: 10 }, () => run(id, asked)));
    const ids = new Set(answers.map(({ body }) => StartedRun.parse(body).id));
    expect([ids.size, new Set(answers.map(({ status }) => status))]).toEqual([1, new Set([202])]);
    expect((await ask('GET', `/api/runs?process=${id}`)).body).toMatchObject({ items: [{ id: [...ids][0] }] });
    expect(await run(id, { ...asked, input: { name: 'Eve', times: 2 } })).toMatchObject({
      status: 409,
      body: { code: 'idempotency_key_used', path: 'idempotencyKey', detail: expect.stringContaining([...ids][0] ?? '') },
    });
    expect(ids).not.toContain(StartedRun.parse((await run(other.id, asked)).body).id);
    expect(ids).not.toContain(StartedRun.parse((await run(id, { ...asked, idempotencyKey: 'order-2' })).body).id);
  });

  it('make one version of two that are published at once', async () => {
    const { ask, create, publish } = await start(open);
    const { id } = await create('greet');
    const answers = await Promise.all(Array.from({ length: 4 }, () => publish(id)));
    for (const { status } of answers) expect([200, 409]).toContain(status);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    expect((await ask('GET', `/api/processes/${id}/versions`)).body).toMatchObject({ items: [{ version: 1 }] });
  });

  it('are not published with an error, which is told step by step', async () => {
    const { ask, create, publish, connection } = await start(open);
    const broken = {
      title: 'Broken',
      steps: {
        begin: { kind: 'start' },
        nightly: { kind: 'schedule', cron: '0 25 * * *', timeZone: 'Europe/Prague' },
        elsewhere: { kind: 'schedule', cron: '0 2 * * *', timeZone: 'Europe/Nowhere' },
        unknown: { kind: 'action', action: 'erp.get' },
        old: { kind: 'action', action: 'crm.get', version: '0.9.0', connection, input: { path: '/' } },
        alone: { kind: 'action', action: 'crm.get', input: { path: '/' } },
        foreign: { kind: 'action', action: 'crm.get', connection: 'nobody', input: { path: '=1 +' } },
        hook: { kind: 'webhook', action: 'crm.get', connection },
        look: { kind: 'transform', expression: 'steps.gone.id' },
        odd: { kind: 'start', input: { type: 'nonsense' } },
      },
      edges: ['begin', 'nightly', 'elsewhere', 'hook', 'odd']
        .flatMap((from) => [{ from, to: 'unknown' }])
        .concat([
          { from: 'unknown', to: 'old' },
          { from: 'old', to: 'alone' },
          { from: 'alone', to: 'foreign' },
          { from: 'foreign', to: 'look' },
        ]),
    };
    const { id } = await create('broken', broken);
    const answer = CheckAnswer.parse((await ask('POST', `/api/processes/${id}/check`)).body);
    expect(answer.ok).toBe(false);
    expect(answer.problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'schedule_invalid steps.nightly.cron',
      'schedule_invalid steps.elsewhere.timeZone',
      'action_unknown steps.unknown.action',
      'version_unknown steps.old.version',
      'connection_missing steps.alone.connection',
      'connection_not_found steps.foreign.connection',
      'expression_invalid steps.foreign.input.path',
      'kind_wrong steps.hook.action',
      'field_missing steps.hook.input.path',
      'step_unknown steps.look.expression',
      'schema_invalid steps.odd.input',
    ]);
    expect(answer.problems.find(({ code }) => code === 'expression_invalid')).toMatchObject({ position: 3 });
    const refused = await publish(id);
    expect(refused).toMatchObject({ status: 422, body: { code: 'process_invalid', path: 'steps.nightly.cron' } });
    expect((await ask('GET', `/api/processes/${id}/versions`)).body).toEqual({ items: [] });
    expect((await ask('POST', '/api/processes/check', { body: { document: broken } })).body).toEqual(answer);
  });

  it('run what was published, with input that fits', async () => {
    const { ask, create, publish, run, connection } = await start(open);
    const { id } = await create('greet');
    expect(await run(id, { input: { name: 'Ada' } })).toMatchObject({ status: 409, body: { code: 'not_published' } });
    await publish(id);
    expect(await run(id, { input: { times: 'often' } })).toMatchObject({
      status: 422,
      body: {
        code: 'invalid_parameters',
        path: 'input.name',
        detail: expect.stringContaining("must have required property 'name'"),
      },
    });
    const { status, body } = await run(id, { input: { name: 'Ada' } });
    expect([status, body]).toEqual([202, { id: expect.any(String), process: id, version: 1, start: 'begin' }]);
    expect(await until({ ask }, StartedRun.parse(body).id, 'completed', 'failed')).toBe('completed');

    const two = {
      ...greet(connection, { other: { kind: 'start' } }),
      edges: ['begin', 'other'].map((from) => ({ from, to: 'greet' })),
    };
    await ask('PUT', `/api/processes/${id}`, { body: { document: two, revision: 1 } });
    await publish(id);
    expect(await run(id)).toMatchObject({
      status: 422,
      body: { path: 'start', detail: expect.stringContaining('begin, other') },
    });
    expect(await run(id, { start: 'greet' })).toMatchObject({ status: 422, body: { path: 'start' } });
    expect(await run(id, { start: 'other' })).toMatchObject({ status: 202, body: { version: 2, start: 'other' } });
    expect(await run(id, { version: 1, input: { name: 'Ada' } })).toMatchObject({ status: 202, body: { version: 1 } });
    expect(await run(id, { version: 7 })).toMatchObject({ status: 404, body: { code: 'version_not_found' } });
  });

  it('refuse what the database could not hold', async () => {
    const { ask, create, publish, run } = await start(open);
    const { id } = await create('greet');
    await publish(id);
    const refused = (path: string) => ({ status: 422, body: { code: 'invalid_parameters', path } });
    const input = { name: 'Ada' };
    expect(await run(id, { input, idempotencyKey: '\0' })).toMatchObject(refused('idempotencyKey'));
    expect(await run(id, { input, version: 99_999_999_999 })).toMatchObject(refused('version'));
    expect(await run(id, { input, version: 2 ** 31 - 1 })).toMatchObject({ status: 404, body: { code: 'version_not_found' } });
    expect(await run('%00', { input })).toMatchObject(refused('id'));
    expect(await ask('GET', '/api/processes/%00')).toMatchObject(refused('id'));
    expect(await ask('GET', '/api/processes/%00/versions/1')).toMatchObject(refused('id'));
  });

  it('wait while they are paused, and go on afterwards', async () => {
    const { ask, create, publish, run } = await start(open);
    const { id } = await create('greet');
    await publish(id);
    expect(await ask('POST', `/api/processes/${id}/pause`)).toMatchObject({ status: 200, body: { state: 'paused' } });
    expect((await ask('POST', `/api/processes/${id}/pause`)).status).toBe(200);
    expect(await run(id, { input: { name: 'Ada' } })).toMatchObject({
      status: 409,
      body: {
        code: 'process_paused',
        detail: 'The process "greet" is paused. Resume it first.',
        do: [{ command: 'mortise process resume greet' }],
      },
    });
    expect(await ask('POST', `/api/processes/${id}/resume`)).toMatchObject({ status: 200, body: { state: 'active' } });
    expect((await run(id, { input: { name: 'Ada' } })).status).toBe(202);
  });

  it('are deleted with what is under way, and keep nothing from using their name again', async () => {
    const { ask, create, publish, run } = await start(open);
    const { id } = await create('greet');
    await publish(id);
    const { id: started } = StartedRun.parse((await run(id, { input: { name: 'Ada' } })).body);
    expect((await ask('DELETE', `/api/processes/${id}`)).status).toBe(204);
    expect(await until({ ask }, started, 'completed', 'cancelled')).toBeTruthy();
    for (const [method, path] of [
      ['GET', ''],
      ['POST', '/runs'],
      ['POST', '/publish'],
      ['GET', '/versions'],
      ['DELETE', ''],
    ] as const) {
      expect(await ask(method, `/api/processes/${id}${path}`)).toMatchObject({
        status: 404,
        body: { code: 'process_not_found' },
      });
    }
    expect((await create('greet')).id).not.toBe(id);
  });

  it('are written down, and told to those who follow', async () => {
    const { ask, create, publish } = await start(open);
    const { id } = await create('greet');
    await publish(id);
    await ask('POST', `/api/processes/${id}/pause`);
    await ask('POST', `/api/processes/${id}/resume`);
    await ask('DELETE', `/api/processes/${id}`);
    const { entries } = z
      .object({ entries: z.array(z.object({ action: z.string(), detail: z.looseObject({ name: z.string() }) })) })
      .parse((await ask('GET', `/api/audit?target=process:${id}`)).body);
    expect(entries.map(({ action }) => action)).toEqual([
      'process.deleted',
      'process.resumed',
      'process.paused',
      'process.published',
      'process.created',
    ]);
    expect(entries.every(({ detail }) => detail.name === 'greet')).toBe(true);
  });

  it('are those of their tenant', async () => {
    const host = await start(open);
    const { id } = await host.create('greet');
    const stranger = await newTenant(host, 'Stranger');
    expect((await stranger.ask('GET', '/api/processes')).body).toEqual({ items: [] });
    expect((await stranger.ask('GET', `/api/processes/${id}`)).status).toBe(404);
    const document = greet(host.connection);
    const { problems } = CheckAnswer.parse((await stranger.ask('POST', '/api/processes/check', { body: { document } })).body);
    expect(problems.map(({ code }) => code)).toEqual(['connection_not_found']);
    expect((await stranger.ask('POST', '/api/processes', { body: { name: 'greet', document } })).status).toBe(201);
  });
});

describe('POST /api/processes/import', () => {
  const content = JSON.stringify({
    nodes: [
      { id: '1', shape: 'circle', label: 'Event', name: 'start' },
      { id: '2', shape: 'square', action: { app: 'crm', name: 'crm-list-batch', type: 'batch' } },
    ],
    connections: [{ from: '1', to: '2' }],
  });

  it('makes a draft of a file of Orchesty, or only tells what it would be', async () => {
    const { ask } = await testHost({ plugins: [crm] });
    const tried = await ask('POST', '/api/processes/import', { body: { name: 'imported', content, dryRun: true } });
    expect(tried).toMatchObject({
      status: 200,
      body: { report: [{ status: 'mapped' }, { status: 'mapped', step: 'crm-list-batch' }] },
    });
    expect((await ask('GET', '/api/processes')).body).toEqual({ items: [] });

    const made = await ask('POST', '/api/processes/import', { body: { name: 'imported', content } });
    const document = { title: 'imported', steps: { 'crm-list-batch': { kind: 'action', action: 'crm.list' } } };
    expect(made).toMatchObject({ status: 200, body: { document, process: { name: 'imported', document } } });
    const again = await ask('POST', '/api/processes/import', { body: { name: 'imported', content } });
    expect(again).toMatchObject({ status: 409, body: { code: 'name_taken' } });
  });

  it('says why a file is none', async () => {
    const { ask } = await testHost();
    const answer = await ask('POST', '/api/processes/import', { body: { name: 'imported', content: '<a>' } });
    expect(answer).toMatchObject({ status: 422, body: { code: 'not_importable', path: 'content' } });
  });
});

describe('GET /api/processes/schema', () => {
  it('gives the JSON Schema that a document has to fit', async () => {
    const { ask } = await testHost();
    const { status, body } = await ask('GET', '/api/processes/schema');
    expect(status).toBe(200);
    expect(body).toMatchObject({ title: 'Process', required: ['title', 'steps'], properties: { steps: { type: 'object' } } });
    const file = new URL('../../process.schema.json', import.meta.url);
    // Where this fails: `npm run schema` in the folder of the host.
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(body);
  });
});
