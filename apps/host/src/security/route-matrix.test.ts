import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { boardPlugin } from '../choices/board.test-kit.ts';
import { databases, type TestAnswer, testHost } from '../host.test-kit.ts';
import { JobView } from '../jobs/job-view.ts';
import { type Route, RouteList } from '../openapi/route-list.ts';
import { FailedMessagePage } from '../runs/failed-message-view.ts';
import { storeService } from '../services/service.test-kit.ts';
import { newSession, newTenant, newToken } from '../tenants/tenant.test-kit.ts';
import { storeWebhook } from '../triggers/triggers.test-kit.ts';
import { areaOf, areas } from './areas.ts';

/** What the parameters of a path name: something of a tenant, or what all of them share. A new route has to be put down here. */
const owned = [
  '/api/connections/{id}',
  '/api/failed-messages/{id}',
  '/api/files/{id}',
  '/api/jobs/{id}',
  '/api/processes/{id}',
  '/api/runs/{id}',
  '/api/services/{id}',
  '/api/tokens/{id}',
  '/api/webhooks/{id}',
] as const;
const shared = [
  '/api/actions/{id}',
  '/api/applications/{name}',
  '/api/tenants/{id}',
  '/oauth/begin/{ticket}',
  '/oauth/callback/{application}',
  '/oauth/callback/{application}/{tokenHost}',
  '/signin/{ticket}',
  '/webhooks/{token}',
];

/** Bodies that fit, so that a request gets as far as looking for what it names. */
const bodies: Readonly<Record<string, object>> = {
  'delete /api/failed-messages/{id}': { reason: 'taken over' },
  'post /api/services/{id}/approve': { code: 'AAAA-AAAA' },
  'patch /api/connections/{id}': { name: 'taken over' },
  'patch /api/failed-messages/{id}': { data: 'taken over' },
  'post /api/actions/{id}/call': { input: { card: '1', board: '1', column: '1' } },
  'post /api/actions/{id}/choices': { field: 'board' },
  'post /api/applications/{name}/choices': { field: 'board', values: {} },
  'post /api/applications/{name}/test': { values: {} },
  'post /api/webhooks/{id}/secret': { secret: 'entered' },
  'put /api/processes/{id}': { document: { title: 'taken over', steps: {} }, revision: 1 },
};

const Properties = z.looseObject({ properties: z.record(z.string(), z.unknown()).default({}) });

function hasField(schema: z.ZodType | undefined, name: string): boolean {
  return schema !== undefined && name in Properties.parse(z.toJSONSchema(schema, { io: 'input' })).properties;
}

function nameOf({ method, path }: Route): string {
  return `${method} ${path}`;
}

/** The address with what its parameters name; what is shared is there for everybody. */
function addressOf(path: string, id: string): string {
  return path
    .replace('/api/actions/{id}', '/api/actions/board.move-card')
    .replace('/api/applications/{name}/client', '/api/applications/shop/client')
    .replace('/api/applications/{name}', '/api/applications/board')
    .replace('{version}', '1')
    .replace(/\{\w+\}/g, id);
}

async function startService(): Promise<string> {
  const server = createServer((_request, response) => response.end('content'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('The server does not listen on a port.');
  return `http://127.0.0.1:${address.port}`;
}

/** Two tenants: one that has something of each kind, whose names hold a mark, and another that has a token for each role. */
async function start(open: (typeof databases)[number]['open']) {
  const download = 'return context.download(get("/file"));';
  const plugins = [{ application: 'crm', run: download }, { application: 'shop', login: 'oauth2' as const }, boardPlugin];
  const test = await testHost({ ...(await open()), plugins });
  const routes = test.app.get(RouteList, { strict: false }).read();
  const stranger = await newTenant(test, 'Stranger');
  const mark = `mark-${randomBytes(8).toString('hex')}`;
  const url = await startService();
  const connection = await test.connect('board', `account ${mark}`, { url, board: '1', login: 'none' });
  const called = await test.call('crm.run', { connection: await test.connect('crm', mark, { url }), input: {} });
  const client = { clientId: `client ${mark}`, clientSecret: 'a-secret-of-the-client' };
  expect((await test.ask('PUT', '/api/applications/shop/client', { body: client })).status).toBe(200);
  const { output } = z.object({ output: z.object({ id: z.string() }) }).parse(called.body);
  const token = await newToken(test, { role: 'viewer', name: `token ${mark}` });
  const steps = { begin: { kind: 'start' }, fails: { kind: 'transform', expression: '$error("No.")' } };
  const document = { title: `process ${mark}`, steps, edges: [{ from: 'begin', to: 'fails' }] };
  const made = await test.ask('POST', '/api/processes', { body: { name: 'marked', document } });
  const process = z.object({ id: z.string() }).parse(made.body);
  expect((await test.ask('POST', `/api/processes/${process.id}/publish`)).status).toBe(200);
  const begun = await test.ask('POST', `/api/processes/${process.id}/runs`, { body: { input: { mark } } });
  const failed = async () => FailedMessagePage.parse((await test.ask('GET', '/api/failed-messages')).body).items;
  await expect.poll(async () => (await failed()).length, { timeout: 10_000 }).toBe(1);
  const [message = { id: '' }] = await failed();
  const job = await test.ask('POST', '/api/failed-messages/replay', { body: { filter: { code: mark } } });
  const jobId = JobView.parse(job.body).id;
  const jobState = async () => JobView.parse((await test.ask('GET', `/api/jobs/${jobId}`)).body).state;
  await expect.poll(jobState, { timeout: 10_000 }).toBe('done');
  const ids = {
    '/api/connections/{id}': connection,
    '/api/failed-messages/{id}': message.id,
    '/api/files/{id}': output.id,
    '/api/jobs/{id}': jobId,
    '/api/processes/{id}': process.id,
    '/api/runs/{id}': z.object({ id: z.string() }).parse(begun.body).id,
    '/api/services/{id}': await storeService(test, mark),
    '/api/tokens/{id}': token.id,
    '/api/webhooks/{id}': await storeWebhook(test, process.id),
  };

  /** A stream is let go as soon as it begins. */
  async function send(route: Route, address: string, headers: Readonly<Record<string, string>>, body?: object) {
    const method = route.method.toUpperCase();
    if (route.answer.contentType !== 'text/event-stream') return test.ask(method, address, { headers, body });
    const { status, body: stream } = await fetch(test.host.url + address, { method, headers });
    await stream?.cancel();
    return { status };
  }
  return { ...test, routes, stranger, mark, ids, send };
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** An answer without what differs from one request to the next. */
function withoutId({ status, text, headers }: TestAnswer, id: string) {
  const names = [...headers.keys()].sort();
  return { status, names, text: text.replaceAll(id, '<id>').replace(/"correlationId":"\w+"/, '') };
}

describe.each(databases)('Every route on $engine', { timeout: 30_000 }, ({ open }) => {
  it('lets nobody in whose token or session is missing, wrong, revoked or at its end, and does not say which', async () => {
    const { routes, ask, send, stranger } = await start(open);
    const revoked = await newToken(stranger, { role: 'admin' });
    const session = await newSession({ ask }, revoked.token);
    await stranger.ask('DELETE', `/api/tokens/${revoked.id}`);
    const expired = await newToken(stranger, { role: 'admin', expiresAt: new Date(Date.now() + 100).toISOString() });
    await sleep(150);
    const credentials = {
      none: { authorization: '' },
      wrong: bearer('wrong'),
      unknown: bearer(`mortise_pat_${'A'.repeat(43)}`),
      revoked: bearer(revoked.token),
      expired: bearer(expired.token),
      'not a token': { authorization: `Basic ${Buffer.from(`admin:${stranger.tokens.admin}`).toString('base64')}` },
    };
    const { cookie, csrfToken } = session;
    const all = { ...credentials, 'ended session': { authorization: '', cookie, 'x-mortise-csrf': csrfToken } };
    const refusals = new Set<string>();
    const inside = new Set<string>();

    for (const route of routes) {
      for (const headers of Object.values(all)) {
        const answer = await send(route, addressOf(route.path, 'anything'), headers);
        if (answer.status !== 401) inside.add(nameOf(route));
        else if ('text' in answer) refusals.add(answer.text.replace(/"correlationId":"\w+"/, ''));
        // Fastify serves HEAD wherever it serves GET.
        if (route.method === 'get' && answer.status === 401)
          expect((await ask('HEAD', addressOf(route.path, 'anything'), { headers })).status).toBe(401);
      }
    }

    expect([...inside].sort()).toEqual(
      routes
        .filter(({ access }) => access !== undefined)
        .map(nameOf)
        .sort(),
    );
    expect(refusals.size).toBe(1);
  });

  it('lets those in who have its role, and nobody below', async () => {
    const { routes, send, stranger, host } = await start(open);
    const steps = ['viewer', 'editor', 'admin', 'operator'] as const;
    const tokens = { ...stranger.tokens, operator: host.adminToken };
    const guarded = routes.flatMap((route) => (route.role ? [{ route, role: route.role }] : []));

    for (const { route, role } of guarded) {
      for (const step of steps) {
        const isEnough = steps.indexOf(step) >= steps.indexOf(role);
        // What would change the host for all the others that are asked here is left out.
        if (isEnough && step !== role) continue;
        const { status } = await send(route, addressOf(route.path, randomUUID()), bearer(tokens[step]));
        expect([nameOf(route), step, status === 403]).toEqual([nameOf(route), step, !isEnough]);
      }
    }

    expect(guarded.length + routes.filter(({ access }) => access).length).toBe(routes.length);
    expect(new Set(guarded.map(({ role }) => role))).toEqual(new Set(steps));
  });

  it('has no other answer for what belongs to another tenant than for what does not exist', async () => {
    const { routes, ask, send, stranger, ids } = await start(open);
    const asked = new Set<string>();
    const before = await readAll(ask, ids);

    for (const route of routes) {
      const name = nameOf(route);
      const place = owned.find((each) => route.path.startsWith(each));
      const isTold = !/\{\w+\}/.test(route.path) || place !== undefined || shared.some((each) => route.path.startsWith(each));
      expect(isTold, `${name}: put its path down as owned or shared`).toBe(true);
      if (route.role === 'operator' || route.access) continue;
      const absent = place === '/api/files/{id}' ? randomBytes(16).toString('hex') : randomUUID();
      const foreign = place ? ids[place] : ids['/api/connections/{id}'];
      const compare = async (request: (id: string) => Promise<TestAnswer | { status: number }>) => {
        const [other, none] = [await request(foreign), await request(absent)];
        if (!('text' in other) || !('text' in none)) throw new Error(`${name} gives a stream.`);
        expect([name, withoutId(other, foreign)]).toEqual([name, withoutId(none, absent)]);
        expect([name, other.status]).toEqual([name, 404]);
        asked.add(name);
      };
      const headers = bearer(stranger.tokens.admin);
      if (place) await compare((id) => send(route, addressOf(route.path, id), headers, bodies[name]));
      if (hasField(route.body, 'connection')) {
        await compare((id) => send(route, addressOf(route.path, id), headers, { ...bodies[name], connection: id }));
      }
      if (hasField(route.query, 'connection')) {
        await compare((id) => send(route, `${addressOf(route.path, id)}?connection=${id}`, headers, bodies[name]));
      }
    }

    for (const place of owned) expect([...asked].some((name) => name.includes(place))).toBe(true);
    expect(asked.has('post /api/actions/{id}/call')).toBe(true);
    expect(await readAll(ask, ids)).toEqual(before);
  });

  it('takes the tenant from nowhere but the token', async () => {
    const { routes, send, stranger, mark, ids } = await start(open);
    const secrets = [mark, ...Object.values(ids)];
    const headers = { ...bearer(stranger.tokens.admin), 'x-tenant': 'default', 'x-tenant-id': 'default', tenant: 'default' };
    let read = 0;

    for (const route of routes) {
      if (route.role === 'operator') continue;
      const smuggled = { ...bodies[nameOf(route)], tenant: 'default' };
      const address = `${addressOf(route.path, randomUUID())}?tenant=default`;
      for (const [path, body] of [
        [addressOf(route.path, randomUUID()), undefined],
        [address, undefined],
        ...(route.body ? [[addressOf(route.path, randomUUID()), smuggled] as const] : []),
      ] as const) {
        const answer = await send(route, path, headers, body);
        if (body) expect([nameOf(route), answer.status]).toEqual([nameOf(route), 422]);
        if (!('text' in answer)) continue;
        read += 1;
        for (const secret of secrets) expect(answer.text, nameOf(route)).not.toContain(secret);
      }
    }
    expect(read).toBeGreaterThan(routes.length);
  });
});

async function readAll(ask: Awaited<ReturnType<typeof start>>['ask'], ids: Readonly<Record<string, string>>): Promise<string[]> {
  const addresses = [
    ...Object.entries(ids).map(([path, id]) => path.replace('{id}', id)),
    '/api/connections',
    '/api/processes',
    '/api/tokens',
  ];
  return Promise.all(addresses.map(async (address) => (await ask('GET', address)).text.replace(/"correlationId":"\w+"/, '')));
}

describe('A scope', () => {
  it('can be given for every part of the API that is not the operator’s', async () => {
    const { app } = await testHost();
    const routes = app.get(RouteList, { strict: false }).read();
    const parts = routes.flatMap(({ path, role }) => (role && role !== 'operator' ? [areaOf(path)] : []));
    expect(new Set(parts)).toEqual(new Set([...areas, 'session']));
  });
});
