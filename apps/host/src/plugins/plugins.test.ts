import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AuditPage } from '../audit/audit-view.ts';
import { hostIn, testHost } from '../host.test-kit.ts';
import { createProject } from '../project.test-kit.ts';

describe('GET /api/plugins', () => {
  it('lists the plugins of the project, the broken ones with their reason', async () => {
    const { ask } = await testHost({ plugins: [{ application: 'crm' }, { application: 'old', manifest: '{' }] });
    expect((await ask('GET', '/api/plugins')).body).toEqual([
      { name: 'plugin-crm', version: '1.0.0', status: 'ready', application: 'crm', actions: 4 },
      { name: 'plugin-old', version: '1.0.0', status: 'failed', reason: expect.stringContaining('Build the plugin'), actions: 0 },
    ]);
  });

  it('shows what is installed and removed while the host runs', async () => {
    const { ask, call, project } = await testHost({ plugins: [{ application: 'crm' }] });
    const names = async () => (await ask('GET', '/api/applications')).text;

    await project.install({ application: 'shop' });
    await expect.poll(names).toContain('"shop"');
    await project.remove('crm');
    await expect.poll(names).not.toContain('"crm"');

    await project.install({ application: 'old', manifest: '{' });
    const actions = async () => {
      const { entries } = AuditPage.parse((await ask('GET', '/api/audit')).body);
      return entries.map(({ action, target }) => `${action} ${target}`);
    };
    await expect
      .poll(actions)
      .toEqual([
        'plugin.failed plugin:plugin-old@1.0.0',
        'plugin.removed plugin:plugin-crm@1.0.0',
        'plugin.added plugin:plugin-shop@1.0.0',
      ]);

    expect(await call('crm.get', { input: { path: '/' } })).toMatchObject({ status: 404, body: { code: 'action_not_found' } });
  });

  it('lists a hundred plugins quickly, and imports none of them', async () => {
    const project = await createProject();
    const marker = `${project.directory}/imported`;
    const onLoad = `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(marker)}, '');`;
    await project.install(...Array.from({ length: 100 }, (_, index) => ({ application: `app-${index}`, onLoad })));

    const startedAt = performance.now();
    const { ask } = await hostIn(project);
    expect(performance.now() - startedAt).toBeLessThan(20_000);

    for (const path of ['/api/plugins', '/api/applications', '/api/actions', '/api/openapi.json']) await ask('GET', path);
    expect((await ask('GET', '/api/plugins')).body).toHaveLength(100);
    expect(existsSync(marker)).toBe(false);
    await project.delete();
  });

  it('says why a plugin could not be loaded', async () => {
    const { ask, call, connect, project } = await testHost();
    await project.install({ application: 'bad', onLoad: "throw new Error('no such module');" });
    await expect
      .poll(async () => (await ask('GET', '/api/plugins')).body)
      .toMatchObject([{ status: 'failed', reason: expect.stringContaining('no such module') }]);
    await connect('bad', 'main', { url: 'http://127.0.0.1:1' });
    const answer = await call('bad.get', { connection: 'main', input: { path: '/' } });
    expect(answer).toMatchObject({ status: 502, body: { code: 'plugin_load_failed' } });
  });
});

describe('GET /api/actions', () => {
  it('lists actions with their schemas, all of them or those that are asked for', async () => {
    const { ask } = await testHost({ plugins: [{ application: 'crm' }, { application: 'shop' }] });
    expect((await ask('GET', '/api/actions')).body).toHaveLength(8);
    expect((await ask('GET', '/api/actions?application=crm&query=post%20some')).body).toEqual([
      {
        id: 'crm.post',
        title: 'Post something',
        kind: 'connector',
        application: 'crm',
        plugin: 'plugin-crm',
        version: '1.0.0',
        input: { type: 'object' },
        output: {},
      },
    ]);
    expect((await ask('GET', '/api/actions/crm.list')).body).toMatchObject({ id: 'crm.list', kind: 'batch' });
  });
});
