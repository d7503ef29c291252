import { describe, expect, it } from 'vitest';
import { boardPlugin, startBoard, token } from '../choices/board.test-kit.ts';
import { databases, testHost } from '../host.test-kit.ts';

const url = 'https://board.example.com';
const common = { url, board: '1' };

describe('GET /api/applications/:name', () => {
  it('shows every login, and the whole form, with what is asked of the service behind the login', async () => {
    const { ask } = await testHost({ plugins: [boardPlugin] });
    const { body } = await ask('GET', '/api/applications/board');
    expect(body).toMatchObject({
      authentication: 'bearer',
      logins: [
        { when: { login: 'token' }, authentication: 'bearer' },
        { when: { login: 'none' }, authentication: 'none' },
        { when: { login: 'apiKey' }, authentication: 'apiKey' },
        { when: { login: 'oauth2' }, authentication: 'oauth2' },
        { when: { login: 'browser' }, authentication: 'oauth2' },
      ],
      form: {
        properties: {
          login: { enum: ['none', 'token', 'apiKey', 'oauth2', 'browser'], choices: expect.any(Array), default: 'token' },
          header: { showIf: { login: ['apiKey'] }, requiredIfShown: true },
          clientSecret: { showIf: { login: ['oauth2', 'browser'] }, requiredIfShown: true, writeOnly: true },
          board: { choicesFrom: { action: 'list-boards', value: 'id', label: 'name' } },
        },
        required: ['board', 'url'],
      },
    });
    const { form } = body as { form: { properties: object } };
    expect(Object.keys(form.properties).slice(-2)).toEqual(['board', 'columns']);
  });
});

describe.each(databases)('A form with conditions on $engine', ({ open }) => {
  const start = async () => testHost({ ...(await open()), plugins: [boardPlugin] });

  it('keeps only what belongs to the chosen login', async () => {
    const { ask } = await start();
    const values = { ...common, token, header: 'X-Key', tokenUrl: 'nowhere', clientId: 5, pin: 'a-pin' };
    const created = await ask('POST', '/api/connections', { body: { application: 'board', name: 'main', values, test: false } });
    expect(created).toMatchObject({
      status: 201,
      body: { values: { url, board: '1', login: 'token' }, secrets: { token: { set: true } } },
    });
    const shown = created.body as { id: string; values: object; secrets: object };
    expect([Object.keys(shown.values).sort(), Object.keys(shown.secrets)]).toEqual([['board', 'login', 'url'], ['token']]);

    const change = (values: object) => ask('PATCH', `/api/connections/${shown.id}`, { body: { values, test: false } });
    expect(await change({ login: 'apiKey' })).toMatchObject({ status: 422, body: { code: 'invalid_settings', path: 'header' } });
    const changed = await change({ login: 'apiKey', header: 'X-Key', apiKey: 'key-of-the-board', pin: 'a-pin' });
    expect(changed.body).toMatchObject({ values: { login: 'apiKey', header: 'X-Key' } });
    const { secrets } = changed.body as { secrets: object };
    expect(Object.keys(secrets).sort()).toEqual(['apiKey', 'pin']);
    // What was entered for the first login is gone for good.
    expect(await change({ login: 'token' })).toMatchObject({ status: 422, body: { path: 'token' } });
  });

  it.each([
    [{ login: 'oauth2', clientId: 'i', clientSecret: 's' }, 'tokenUrl', 'tokenUrl is missing'],
    [{ login: 'oauth2', tokenUrl: 'nowhere', clientId: 'i', clientSecret: 's' }, 'tokenUrl', 'tokenUrl must be an address'],
    [
      { login: 'oauth2', tokenUrl: 'https://login.example.com/token', clientId: 'i', clientSecret: 's' },
      'scope',
      'scope is missing',
    ],
    [{ login: 'kerberos' }, 'login', 'login must be one of none, token, apiKey, oauth2, browser'],
    [{}, 'token', 'token is missing'],
    [{ token: '' }, 'token', 'token must NOT have fewer than 1 characters'],
    [{ token, columns: [1] }, 'columns[0]', 'columns[0] must be string'],
    [{ token: 7, extra: 1 }, 'extra', 'extra is not a field of this form'],
  ])('names what is missing or wrong: %j', async (values, path, detail) => {
    const { ask } = await start();
    const body = { application: 'board', name: 'main', values: { ...common, ...values } };
    expect(await ask('POST', '/api/connections', { body })).toMatchObject({
      status: 422,
      body: { code: 'invalid_settings', path, detail: expect.stringContaining(detail) },
    });
  });

  it('takes no login as well, and a value that the service no longer offers', async () => {
    const { connect } = await start();
    await connect('board', 'main', { ...common, login: 'none', board: 'gone' });
  });
});

describe('POST /api/applications/:name/test', () => {
  it('asks the service before anything is saved, and stores nothing', async () => {
    const service = await startBoard();
    const { ask, connect, lines } = await testHost({ plugins: [boardPlugin] });
    const test = (body: object) => ask('POST', '/api/applications/board/test', { body });
    const values = { url: service.url, board: '1', login: 'apiKey', header: 'x-board-key', apiKey: token };

    const good = await test({ values });
    const bad = await test({ values: { ...values, apiKey: 'the-wrong-key' } });
    expect(good).toMatchObject({ status: 200, body: { ok: true, testedAt: expect.any(String) } });
    expect(bad).toMatchObject({ status: 200, body: { ok: false, error: { code: 'sign_in_failed' } } });
    expect((await ask('GET', '/api/connections')).body).toEqual([]);

    const id = await connect('board', 'main', { ...values, apiKey: 'the-wrong-key' });
    expect((await test({ connection: id, values: {} })).body).toMatchObject({ ok: false });
    expect((await test({ connection: id, values: { apiKey: token } })).body).toMatchObject({ ok: true });
    expect((await ask('GET', `/api/connections/${id}`)).body).not.toHaveProperty('test');
    expect(await test({ values: { url: service.url } })).toMatchObject({ status: 422, body: { code: 'invalid_settings' } });
    expect(lines.join('')).not.toMatch(/the-wrong-key|a-token-that/);
  });
});

describe('An action that needs a connection', () => {
  it('says so where only the chosen login needs one', async () => {
    const { call } = await testHost({ plugins: [boardPlugin] });
    expect(await call('board.list-boards', { input: {} })).toMatchObject({ status: 422, body: { code: 'connection_required' } });
  });
});
