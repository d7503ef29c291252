import { symlink, unlink, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { testHost } from '../host.test-kit.ts';

const logo = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

describe('GET /api/applications', () => {
  it('lists applications and describes one', async () => {
    const { ask } = await testHost({ plugins: [{ application: 'crm', login: 'basic' }] });
    expect((await ask('GET', '/api/applications')).body).toEqual([
      {
        name: 'crm',
        title: 'The crm',
        description: 'A fixture.',
        categories: ['fixture'],
        authentication: 'basic',
        hosts: ['{url}'],
        plugin: 'plugin-crm',
        version: '1.0.0',
        actions: 4,
      },
    ]);
    expect((await ask('GET', '/api/applications/crm')).body).toMatchObject({ name: 'crm', form: { type: 'object' } });
  });

  it('gives settings and login as one form, and marks what is secret', async () => {
    const { ask } = await testHost({ plugins: [{ application: 'crm', login: 'basic' }] });
    expect((await ask('GET', '/api/applications/crm/form')).body).toEqual({
      schema: {
        type: 'object',
        properties: {
          url: { type: 'string', format: 'uri', title: 'Address' },
          username: { type: 'string', minLength: 1, title: 'User name' },
          password: { type: 'string', minLength: 1, title: 'Password', format: 'password', writeOnly: true },
        },
        required: ['url', 'username', 'password'],
        additionalProperties: false,
      },
      ui: { order: ['url', 'username', 'password'], widgets: { url: 'address', username: 'text', password: 'password' } },
      values: {},
      secrets: {},
    });
  });
});

describe('GET /api/applications/:name/logo', () => {
  it('shows a picture that can do nothing', async () => {
    const { ask } = await testHost({ plugins: [{ application: 'crm', logo }] });
    const { status, text, headers } = await ask('GET', '/api/applications/crm/logo');
    expect({ status, text }).toEqual({ status: 200, text: logo });
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'image/svg+xml',
      'content-security-policy': expect.stringContaining('sandbox'),
      'x-content-type-options': 'nosniff',
    });
  });

  it('shows nothing that lies outside of the package', async () => {
    const { ask, project } = await testHost({ plugins: [{ application: 'crm', logo }] });
    const file = `${project.directory}/node_modules/plugin-crm/logo.svg`;
    await writeFile(`${project.directory}/private.svg`, 'private');
    await unlink(file);
    await symlink(`${project.directory}/private.svg`, file);
    expect(await ask('GET', '/api/applications/crm/logo')).toMatchObject({ status: 404, body: { code: 'logo_not_found' } });
  });

  it('is not there where a plugin has none, or one of a megabyte', async () => {
    const plugins = [{ application: 'plain' }, { application: 'large', logo: 'x'.repeat(1_000_000) }];
    const { ask } = await testHost({ plugins });
    for (const name of ['plain', 'large', 'nothing'])
      expect((await ask('GET', `/api/applications/${name}/logo`)).status).toBe(404);
  });
});
