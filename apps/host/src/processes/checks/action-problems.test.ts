import { describe, expect, it } from 'vitest';
import type { ConnectionView } from '../../connections/connection-view.ts';
import { actionProblems } from './action-problems.ts';
import { documentOf, shopCatalogue } from './catalogue.test-kit.ts';

const actions = {
  get: {},
  list: { kind: 'batch' },
  paid: { kind: 'filter' },
  'order-created': { kind: 'webhook' },
  'new-orders': { kind: 'poll' },
} as const;

const connection = (name: string, status: ConnectionView['status']): ConnectionView => ({
  id: name,
  application: 'shop',
  name,
  values: {},
  secrets: {},
  status,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
});
const connections = [connection('main', 'ready'), connection('signed-out', 'needs_sign_in')];

async function problems(step: object, facts: { readonly hasToken?: boolean } = {}) {
  const find = async (application: string, word: string) =>
    connections.find((each) => each.application === application && each.name === word);
  const found = await actionProblems(documentOf({ a: step }), shopCatalogue(actions, facts), find);
  return found.map(({ severity, code, path }) => `${severity} ${code} ${path}`);
}

describe('actionProblems', () => {
  it.each(['get', 'list', 'paid'])('lets an action step call shop.%s', async (name) => {
    expect(await problems({ kind: 'action', action: `shop.${name}` })).toEqual([]);
  });

  it.each([
    ['action', 'order-created'],
    ['action', 'new-orders'],
    ['webhook', 'get'],
    ['webhook', 'new-orders'],
    ['poll', 'order-created'],
  ])('lets no %s step have shop.%s', async (kind, name) => {
    expect(await problems({ kind, action: `shop.${name}` })).toEqual(['error kind_wrong steps.a.action']);
  });

  it('finds actions and versions that are not installed', async () => {
    expect(await problems({ kind: 'action', action: 'shop.put' })).toEqual(['error action_unknown steps.a.action']);
    expect(await problems({ kind: 'action', action: 'shop.get', version: '1.2.0' })).toEqual([]);
    expect(await problems({ kind: 'action', action: 'shop.get', version: '1.1.0' })).toEqual([
      'error version_unknown steps.a.version',
    ]);
  });

  it('asks for a connection where the application has something to fill in, and for one that is ready', async () => {
    const withToken = (step: object) => problems({ kind: 'action', action: 'shop.get', ...step }, { hasToken: true });
    expect(await withToken({})).toEqual(['error connection_missing steps.a.connection']);
    expect(await withToken({ connection: 'main' })).toEqual([]);
    expect(await withToken({ connection: 'nobody' })).toEqual(['error connection_not_found steps.a.connection']);
    expect(await withToken({ connection: 'signed-out' })).toEqual(['warning sign_in_needed steps.a.connection']);
  });

  it('says that a key has no effect on messages side by side', async () => {
    const keyed = { kind: 'action', action: 'shop.get', key: 'data.id' };
    expect(await problems(keyed)).toEqual(['warning no_effect steps.a.key']);
    expect(await problems({ ...keyed, concurrency: 'sequential' })).toEqual([]);
  });
});
