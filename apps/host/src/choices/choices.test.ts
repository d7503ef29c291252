import { describe, expect, it } from 'vitest';
import { ConnectionStore } from '../connections/connection-store.ts';
import { ConnectionAddress } from '../connections/connection-view.ts';
import { OpenConnections } from '../connections/open-connections.ts';
import { testHost } from '../host.test-kit.ts';
import { boardPlugin, startBoard, token } from './board.test-kit.ts';

async function start(runner: 'inline' | 'process' = 'inline') {
  const [service, host] = await Promise.all([startBoard(), testHost({ plugins: [boardPlugin], runner })]);
  const ofForm = (body: object) => host.ask('POST', '/api/applications/board/choices', { body });
  const ofInput = (body: object, action = 'board.move-card') => host.ask('POST', `/api/actions/${action}/choices`, { body });
  const values = { url: service.url, token };
  return { ...host, service, values, ofForm, ofInput };
}

const boards = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ value: `${index + 1}`, label: `Board ${index + 1}` }));

describe.each(['inline', 'process'] as const)('The choices of a form, %s', (runner) => {
  it('come from the service, before anything is saved', async () => {
    const { service, values, ask, ofForm, lines } = await start(runner);

    const answer = await ofForm({ field: 'board', values });

    expect(answer).toMatchObject({ status: 200, body: { choices: boards(5), truncated: false } });
    expect(service.requests.map(({ path }) => path)).toEqual([
      '/boards?limit=2',
      '/boards?limit=2&after=2',
      '/boards?limit=2&after=4',
    ]);
    expect(service.requests[0]?.headers.authorization).toBe(`Bearer ${token}`);
    expect((await ask('GET', '/api/connections')).body).toEqual([]);
    expect(answer.text + lines.join('')).not.toContain(token);
  });
});

describe('POST /api/applications/:name/choices', () => {
  it('goes on from one field to the next that depends on it', async () => {
    const { service, values, ofForm } = await start();
    expect(await ofForm({ field: 'columns', values })).toMatchObject({
      status: 422,
      body: {
        code: 'invalid_settings',
        path: 'board',
        detail: 'The choices of "Columns" depend on "Board". Fill that in first.',
      },
    });
    expect(service.requests).toEqual([]);
    expect((await ofForm({ field: 'columns', values: { ...values, board: '2' } })).body).toEqual({
      choices: [
        { value: '1', label: 'To do' },
        { value: '2', label: '2' },
      ],
      truncated: false,
    });
    expect(service.requests.at(-1)?.path).toBe('/boards/2/columns');
  });

  it.each([
    ['nothing', 'There is no field "nothing". Those that have some: board, columns.'],
    ['constructor', 'There is no field "constructor". Those that have some: board, columns.'],
    ['note', 'The service is not asked for the choices of "note". Those that have some: board, columns.'],
  ])('has none for the field %s', async (field, detail) => {
    const { values, ofForm } = await start();
    expect(await ofForm({ field, values })).toMatchObject({ status: 400, body: { code: 'no_choices', path: 'field', detail } });
  });

  it.each([
    [{ values: {} }, 422, { code: 'invalid_parameters', path: 'field' }],
    [{ field: 'board' }, 422, { code: 'invalid_parameters', path: 'values' }],
    [{ field: 'board', values: { token } }, 422, { code: 'invalid_settings', path: 'url' }],
    [{ field: 'board', values: { url: 'https://a.example' } }, 422, { code: 'invalid_settings', path: 'token' }],
    [{ field: 'board', values: { url: 'https://a.example', token, board: 7 } }, 422, { code: 'invalid_settings', path: 'board' }],
    [{ field: 'board', values: { url: 'https://a.example', token, x: 7 } }, 422, { code: 'invalid_settings', path: 'x' }],
    [{ field: 'board', values: {}, connection: 'none' }, 404, { code: 'connection_not_found' }],
  ])('is refused: %j', async (body, status, error) => {
    const { ofForm } = await start();
    expect(await ofForm(body)).toMatchObject({ status, body: error });
  });

  it('knows no application that is not installed', async () => {
    const { ask } = await start();
    const answer = await ask('POST', '/api/applications/nothing/choices', { body: { field: 'a', values: {} } });
    expect(answer).toMatchObject({ status: 404, body: { code: 'application_not_found' } });
  });

  it('says that the login is refused, and does not quote it', async () => {
    const { values, ofForm } = await start();
    const answer = await ofForm({ field: 'board', values: { ...values, token: 'the-wrong-token' } });
    expect(answer).toMatchObject({ status: 502, body: { code: 'sign_in_failed' } });
    expect(answer.text).not.toContain('the-wrong-token');
  });

  it('shows a thousand at most, and asks for no more', async () => {
    const { service, values, ofForm } = await start();
    service.boards = 1000;
    expect((await ofForm({ field: 'board', values })).body).toEqual({ choices: boards(1000), truncated: false });
    service.requests.length = 0;
    service.boards = 5000;
    expect((await ofForm({ field: 'board', values })).body).toEqual({ choices: boards(1000), truncated: true });
    expect(service.requests).toHaveLength(501);
  });

  it('leaves a service that has nothing and no end', async () => {
    const { service, values, ofForm } = await start();
    service.endless = true;
    expect((await ofForm({ field: 'board', values })).body).toEqual({ choices: [], truncated: true });
    expect(service.requests).toHaveLength(20);
  });

  it('takes what is left out from the connection that is being changed, its secrets too', async () => {
    const { service, values, ask, connect, ofForm } = await start();
    const id = await connect('board', 'main', { ...values, board: '1' });
    const read = async () => (await ask('GET', `/api/connections/${id}`)).body as object;
    const before = await read();
    for (const connection of [id, 'main']) {
      expect((await ofForm({ field: 'board', connection, values: { note: 'new' } })).body).toMatchObject({ choices: boards(5) });
      expect((await ofForm({ field: 'columns', connection, values: {} })).status).toBe(200);
    }
    const withoutNote = await ofForm({ field: 'board', connection: id, values: { token: null } });
    expect(withoutNote).toMatchObject({ status: 422, body: { path: 'token' } });
    expect(service.requests.every(({ headers }) => headers.authorization === `Bearer ${token}`)).toBe(true);
    // It was of use, and is otherwise as it was.
    await expect.poll(read).toEqual({ ...before, status: 'ready', lastSuccessAt: expect.any(String) });
  });

  it('goes on with the tokens of that connection only while its login is the same', async () => {
    const { service, ask, connect, ofForm } = await start();
    const values = {
      url: service.url,
      login: 'oauth2',
      tokenUrl: `${service.url}/token`,
      clientId: 'id',
      clientSecret: 'secret',
    };
    const id = await connect('board', 'main', { ...values, board: '1' });
    const tokenRequests = () => service.requests.filter(({ path }) => path === '/token').length;
    await ofForm({ field: 'board', connection: id, values: {} });
    await ofForm({ field: 'board', connection: id, values: { board: '2' } });
    expect(tokenRequests()).toBe(1);
    const chosen = await ask('PATCH', `/api/connections/${id}`, { body: { values: { board: '2' } } });
    expect(chosen).toMatchObject({ status: 200, body: { values: { board: '2' }, status: 'ready' } });
    expect(tokenRequests()).toBe(1);
    await ofForm({ field: 'board', connection: id, values: { clientId: 'other' } });
    expect(tokenRequests()).toBe(2);
    await ofForm({ field: 'board', connection: id, values: {} });
    expect(tokenRequests()).toBe(2);
  });
});

describe('A choice that the service gives only to somebody who has signed in', () => {
  it('is made after that, and keeps the sign-in', async () => {
    const { app, service, ask, ofForm } = await start();
    const values = { url: service.url, login: 'browser', clientId: 'id', clientSecret: 'secret' };
    const add = (others: object) => ask('POST', '/api/connections', { body: { application: 'board', name: 'main', ...others } });
    expect(await add({ values: { url: service.url, token } })).toMatchObject({ status: 422, body: { path: 'board' } });
    expect(await add({ values: { ...values, clientSecret: undefined } })).toMatchObject({ status: 422 });

    const added = await add({ values });
    expect(added).toMatchObject({ status: 201, body: { status: 'needs_sign_in' } });
    const { id } = ConnectionAddress.loose().parse(added.body);
    const path = `/api/connections/${id}`;
    expect(await ask('PATCH', path, { body: { values: { note: 'x' } } })).toMatchObject({ status: 200 });
    const [opened, store] = [app.get(OpenConnections, { strict: false }), app.get(ConnectionStore, { strict: false })];
    const row = await store.find('default', id);
    await opened.storeTokens(row ?? expect.fail('There is no such row.'), { accessToken: token, issuedAt: Date.now() });

    expect((await ofForm({ field: 'board', connection: id, values: {} })).body).toMatchObject({ choices: boards(5) });
    expect(await ask('PATCH', path, { body: { values: { note: 'y' } } })).toMatchObject({ status: 422, body: { path: 'board' } });
    const chosen = await ask('PATCH', path, { body: { values: { board: '2' } } });
    expect(chosen).toMatchObject({ status: 200, body: { values: { board: '2' }, status: 'ready' } });
  });
});

describe('POST /api/actions/:id/choices', () => {
  it('asks through a connection, with what is filled in', async () => {
    const { values, connect, ofInput, service } = await start();
    const connection = await connect('board', 'main', { ...values, board: '1' });
    expect((await ofInput({ field: 'board', connection })).body).toEqual({ choices: boards(5), truncated: false });
    expect((await ofInput({ field: 'column', connection: 'main', input: { board: '3' } })).status).toBe(200);
    expect(service.requests.at(-1)?.path).toBe('/boards/3/columns');
  });

  it.each([
    [{ field: 'card' }, 400, { code: 'no_choices', path: 'field' }],
    [{ field: 'column', input: {} }, 422, { code: 'invalid_parameters', path: 'input.board' }],
    [{ field: 'board' }, 422, { code: 'connection_required' }],
    [{ field: 'board', connection: 'nowhere' }, 404, { code: 'connection_not_found' }],
    [{ field: 'board', version: '9.9.9' }, 404, { code: 'action_not_found' }],
  ])('is refused: %j', async (body, status, error) => {
    const { ofInput } = await start();
    expect(await ofInput(body)).toMatchObject({ status, body: error });
  });

  it('has none where the action takes nothing that can be asked for', async () => {
    const { ofInput } = await start();
    expect(await ofInput({ field: 'limit' }, 'board.list-boards')).toMatchObject({
      status: 400,
      body: { detail: 'The service is not asked for the choices of "limit". None of the fields has.' },
    });
  });
});
