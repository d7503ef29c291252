import { describe, expect, it } from 'vitest';
import { databases, testHost } from '../host.test-kit.ts';

const plugins = [
  {
    application: 'crm',
    login: 'apiKey' as const,
    settingSecret: true,
    fields: { plan: { type: 'string', enum: ['free', 'paid'] } },
  },
  { application: 'shop' },
];
const crm = { url: 'http://127.0.0.1:9', plan: 'paid', apiKey: 'key-of-the-crm', pin: 'pin-of-the-crm' };

describe.each(databases)('GET /api/applications/:name/form?connection= on $engine', ({ open }) => {
  const start = async () => testHost({ ...(await open()), plugins });

  it('shows what a connection has filled in, by its id and by its name, and of secrets only that they are set', async () => {
    const { ask, connect } = await start();
    const id = await connect('crm', 'main', crm);
    for (const connection of [id, 'main']) {
      const { body, text } = await ask('GET', `/api/applications/crm/form?connection=${connection}`);
      expect(body).toMatchObject({
        schema: { required: ['url', 'pin', 'apiKey'] },
        ui: {
          order: ['url', 'pin', 'plan', 'apiKey'],
          widgets: { url: 'address', pin: 'password', plan: 'select', apiKey: 'password' },
        },
        values: { url: crm.url, plan: 'paid' },
        secrets: { apiKey: { set: true }, pin: { set: true } },
      });
      expect(body).not.toHaveProperty('redirectUri');
      expect(text).not.toContain('of-the-crm');
    }
  });

  it('can be sent back as it came: nothing changes, and no secret is lost', async () => {
    const { ask, connect } = await start();
    const id = await connect('crm', 'main', crm);
    const path = `/api/connections/${id}`;
    const before = (await ask('GET', path)).body as { updatedAt: string };
    const { values } = (await ask('GET', `/api/applications/crm/form?connection=${id}`)).body as { values: object };

    const { body } = await ask('PATCH', path, { body: { values } });

    expect(body).toEqual({ ...before, updatedAt: expect.any(String) });
  });

  it('knows only the connections of its application', async () => {
    const { ask, connect } = await start();
    const id = await connect('shop', 'main', { url: crm.url });
    for (const connection of [id, 'main', 'nothing', '%00']) {
      expect(await ask('GET', `/api/applications/crm/form?connection=${connection}`)).toMatchObject({
        status: 404,
        body: { code: 'connection_not_found' },
      });
    }
    expect(await ask('GET', '/api/applications/nothing/form')).toMatchObject({ status: 404 });
  });
});
