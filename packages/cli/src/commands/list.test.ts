import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeProject, mortise, type StartedHost, schemaProblems, startHost } from '../mortise.test-kit.ts';

describe('mortise list', { timeout: 30_000 }, () => {
  let project: string;
  let host: StartedHost;

  beforeAll(async () => {
    project = await makeProject(['mortise-plugin-broken']);
    host = await startHost(project);
  }, 60_000);
  afterAll(() => host[Symbol.asyncDispose](), 60_000);

  it('lists the plugins, with the reason where one is left out', async () => {
    expect(await mortise(['list'], { cwd: project })).toEqual({
      stdout: `PLUGIN                     VERSION  STATUS    APPLICATION  ACTIONS  REASON
@mortise/plugin-demo-shop  0.1.0    ✓ ready   demo-shop    13
mortise-plugin-broken      2.0.0    ✗ failed                        Its manifest is missing. Build the plugin before it is installed or linked.
`,
      stderr: 'next  mortise list --application demo-shop\n',
      exitCode: 0,
    });
  });

  it('lists the actions of an application with what they take', async () => {
    expect(await mortise(['list', '--application', 'demo-shop'], { cwd: project })).toEqual({
      stdout: `ACTION                      KIND       TITLE                        INPUT
demo-shop.check-vat         connector  Check a VAT number           countryCode: string, vatNumber: string
demo-shop.create-invoice    connector  Create an invoice            orderId: string, customerId: string, total: string, currency: string
demo-shop.create-order      connector  Create an order              customerId: string, status?: string, items: array
demo-shop.find-customers    batch      Find customers               country?: string, first?: integer
demo-shop.get-customer      connector  Get a customer               customerId: string
demo-shop.get-invoice       connector  Get an invoice               invoiceNumber: string
demo-shop.get-order         connector  Get an order                 orderId: string
demo-shop.list-orders       batch      List orders                  status?: string, createdAfter?: string, limit?: integer
demo-shop.look-up-customer  connector  Look up a customer           customerId: string
demo-shop.order-created     webhook    Order created
demo-shop.new-orders        poll       New orders
demo-shop.large-orders      filter     Large orders                 id: string, customerId: string, status: string, currency: string, total: string, items: array, createdAt: string
demo-shop.order-to-invoice  transform  Make an invoice of an order  id: string, customerId: string, status: string, currency: string, total: string, items: array, createdAt: string
`,
      stderr: `next  mortise call demo-shop.check-vat --connection <name> --input '{"countryCode":"…","vatNumber":"…"}'\n`,
      exitCode: 0,
    });
  });

  it('gives the same in JSON, with the schemas of the actions', async () => {
    const plugins = await mortise(['list', '--json'], { cwd: project });
    expect(schemaProblems('list-plugins', plugins.stdout)).toBeUndefined();
    const actions = await mortise(['--json', 'list', '--actions'], { cwd: project });
    expect(schemaProblems('list-actions', actions.stdout)).toBeUndefined();
    expect(JSON.parse(actions.stdout)).toMatchObject({
      data: { items: expect.arrayContaining([expect.objectContaining({ id: 'demo-shop.get-order', input: expect.anything() })]) },
    });
    expect(actions.stderr).toBe('');
  });

  it('suggests the application that was meant', async () => {
    const { stderr, exitCode } = await mortise(['list', '--application', 'demoshop'], { cwd: project });
    expect(stderr).toContain('do     Did you mean demo-shop?  mortise list --application demo-shop\n');
    expect(exitCode).toBe(4);
  });

  it('prints no hint when it is asked to be quiet', async () => {
    expect((await mortise(['list', '--quiet'], { cwd: project })).stderr).toBe('');
  });

  it('works on another folder, and on a host that is named', async () => {
    expect((await mortise(['list', '--cwd', project])).exitCode).toBe(0);
    const { stderr, exitCode } = await mortise(['list', '--host', host.address]);
    expect(stderr).toContain('Give the token of the host  export MORTISE_TOKEN=<token>');
    expect(exitCode).toBe(5);
  });
});
