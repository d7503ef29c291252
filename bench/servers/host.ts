/** The connector `demo-shop.get-order`, called through the HTTP API of a host; the load names a connection. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHost } from '@mortise/host';

const { BENCH_SHOP_URL: shopUrl = '', BENCH_PROJECT: projectDirectory = '' } = process.env;
const dataDirectory = mkdtempSync(join(tmpdir(), 'mortise-bench-'));
process.once('exit', () => rmSync(dataDirectory, { recursive: true, force: true }));
process.once('SIGTERM', () => process.exit());

const host = await startHost({ port: 0, dataDirectory, projectDirectory, egressAllow: [new URL(shopUrl).host] });
const headers = { authorization: `Bearer ${host.adminToken}` };
const values = { url: shopUrl, clientId: 'demo-shop-client', clientSecret: 'demo-shop-secret' };
const created = await fetch(`${host.url}/api/connections`, {
  method: 'POST',
  headers: { ...headers, 'content-type': 'application/json' },
  body: JSON.stringify({ application: 'demo-shop', name: 'bench', values }),
});
if (!created.ok) throw new Error(await created.text());

process.send?.({ port: new URL(host.url).port, path: '/api/actions/demo-shop.get-order/call', headers });
