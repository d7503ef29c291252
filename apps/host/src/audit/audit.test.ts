import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { databases, testHost } from '../host.test-kit.ts';
import { as, newTenant, newToken } from '../tenants/tenant.test-kit.ts';
import { AuditPage } from './audit-view.ts';

const Made = z.looseObject({ id: z.string() });

describe.each(databases)('GET /api/audit on $engine', ({ open }) => {
  it('tells who did what, the newest first and page by page', async () => {
    const host = await testHost(await open());
    const names = ['one', 'two', 'three', 'four', 'five'];
    for (const name of names) await newToken(host, { role: 'viewer', name });

    const seen: unknown[] = [];
    let before: string | undefined;
    do {
      const query = `limit=2${before === undefined ? '' : `&before=${before}`}`;
      const { entries, next } = AuditPage.parse((await host.ask('GET', `/api/audit?${query}`)).body);
      expect(entries.length).toBeLessThanOrEqual(2);
      seen.push(...entries.map(({ detail }) => detail['name']));
      before = next;
    } while (before !== undefined);
    expect(seen).toEqual(names.toReversed());
  });

  it('tells who used which account, and what nobody but the service is told stays out', async () => {
    const host = await testHost({ ...(await open()), plugins: [{ application: 'crm', run: 'return "done";' }] });
    const id = await host.connect('crm', 'main', { url: 'http://127.0.0.1:1' });
    const { token, id: tokenId } = await newToken(host, { role: 'editor' });
    const input = { note: 'for nobody else' };
    await as(host, token)('POST', '/api/actions/crm.run/call', { body: { connection: 'main', input } });
    await as(host, token)('POST', '/api/actions/crm.run/call', { body: { input } });

    const audit = await host.ask('GET', '/api/audit?target=action:crm.run');
    expect(audit.body).toEqual({
      entries: [expect.objectContaining({ action: 'action.called', actor: `token:${tokenId}`, detail: { connection: id } })],
    });
    expect(audit.text).not.toContain('for nobody else');
  });

  it('tells who started a run by hand', async () => {
    const host = await testHost(await open());
    const document = { title: 'By hand', steps: { begin: { kind: 'start' } }, edges: [] };
    const made = Made.parse((await host.ask('POST', '/api/processes', { body: { name: 'by-hand', document } })).body);
    expect((await host.ask('POST', `/api/processes/${made.id}/publish`)).status).toBe(200);
    const run = Made.parse((await host.ask('POST', `/api/processes/${made.id}/runs`, { body: { input: {} } })).body);

    expect((await host.ask('GET', `/api/audit?target=run:${run.id}`)).body).toMatchObject({
      entries: [{ action: 'run.started', actor: 'administrator', detail: { process: made.id, name: 'by-hand', version: 1 } }],
    });
  });

  it('tells a tenant of its own only, and finds by target and by actor', async () => {
    const host = await testHost(await open());
    const tenant = await newTenant(host, 'Other');
    const made = await newToken(tenant, { role: 'viewer', name: 'theirs' });
    await newToken(host, { role: 'viewer', name: 'ours' });

    const ofTenant = await tenant.ask('GET', '/api/audit');
    expect(ofTenant.text).toContain('theirs');
    expect(ofTenant.text).not.toContain('ours');
    const byTarget = AuditPage.parse((await tenant.ask('GET', `/api/audit?target=token:${made.id}`)).body);
    expect(byTarget.entries).toMatchObject([{ action: 'token.created', actor: made.createdBy }]);
    const byActor = AuditPage.parse((await tenant.ask('GET', '/api/audit?actor=administrator')).body);
    expect(byActor.entries).toMatchObject([{ detail: { name: 'First admin' } }]);
    expect((await tenant.ask('GET', '/api/audit?actor=nobody')).body).toEqual({ entries: [] });
  });
});
