import type { Manifest } from '@mortise/sdk/manifest';
import { describe, expect, it } from 'vitest';
import { checkHosts, checkNames, checkSchemas, checkTest, checkTitles } from './check-actions.ts';

const form = { type: 'object' as const, properties: {}, required: [] };
const order: Manifest['actions'][number] = {
  name: 'get-order',
  kind: 'connector',
  title: 'Get an order',
  input: { type: 'object' },
  output: { type: 'object' },
};

function manifest(actions: Manifest['actions'], hosts = ['api.example.com']): Manifest {
  const facts = { name: 'shop', title: 'Shop', description: 'A shop.', categories: [], authentication: 'none' as const };
  return { manifestVersion: 1, sdk: '^1.0.0', application: { ...facts, hosts, settings: form, credentials: form }, actions };
}

describe('The checks of a manifest', () => {
  it('find an action whose name is used twice, and a plugin without any', () => {
    expect(checkNames(manifest([order, order]))).toMatchObject({ status: 'fail', detail: 'The name get-order is used twice.' });
    expect(checkNames(manifest([]))).toMatchObject({ status: 'fail' });
  });

  it.each(['Get An Order', 'get-order', 'Get an order.'])('do not take "%s" for a title', (title) => {
    expect(checkTitles(manifest([{ ...order, title }]))).toMatchObject({ status: 'warn' });
  });

  it('accept names of things in titles', () => {
    expect(checkTitles(manifest([{ ...order, title: 'Search GitHub' }]))).toMatchObject({ status: 'ok' });
  });

  it('want an input that is a form, and an output that tells something', () => {
    expect(checkSchemas(manifest([{ ...order, input: { type: 'string' } }]))).toMatchObject({ status: 'fail' });
    expect(checkSchemas(manifest([{ ...order, output: {} }]))).toMatchObject({ status: 'warn' });
    const batch = { ...order, kind: 'batch' as const, output: { type: 'array', items: {} } };
    expect(checkSchemas(manifest([batch]))).toMatchObject({ status: 'warn' });
  });

  it('advise a test where there is a login', () => {
    const open = manifest([order]);
    const application = { ...open.application, credentials: { ...form, properties: { apiKey: {} } } };
    const locked = { ...open, application };
    expect(checkTest({ ...locked, hasTest: false })).toMatchObject({ status: 'warn', detail: 'Shop has a login and no test().' });
    expect(checkTest({ ...locked, hasTest: true })).toMatchObject({ status: 'ok' });
    expect(checkTest({ ...open, hasTest: false })).toMatchObject({ status: 'ok' });
  });

  it.each([[[]], [['*']], [['*.com']]])('refuse the hosts %j', (hosts) => {
    expect(checkHosts(manifest([order], hosts))).toMatchObject({ status: 'fail' });
  });

  it('accept the host of a setting, and hosts below a name', () => {
    expect(checkHosts(manifest([order], ['{url}', '*.example.com']))).toMatchObject({ status: 'ok' });
  });
});
