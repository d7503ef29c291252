/**
 * `npm start` at the root of the repository: starts the demo shop and a host beside it, runs the shop's orders through the
 * plugin once, prints what happened, and keeps serving until it is interrupted.
 */
import { startDemoShop } from '@mortise/demo-shop';
import { listOrders } from './list-orders.ts';
import { printTable } from './print-table.ts';
import { startHost } from './start-host.ts';

const shopPort = Number(process.env['DEMO_SHOP_PORT'] ?? 4311);

const shop = await openShop(shopPort);
const host = await startHost({ egressAllow: `127.0.0.1:${shopPort}` });
process.once('SIGINT', stop);
process.once('SIGTERM', stop);

const connection = await host.connect('demo-shop', 'demo', {
  url: shop.url,
  clientId: shop.clientId,
  clientSecret: shop.clientSecret,
});
const run = await listOrders(host, connection);

printTable(run.rows);
console.log(`
  … ${run.orders} orders on ${run.pages} pages, ${run.customers} customers looked up: ${run.calls} calls in ${Math.round(run.durationMs)} ms, signed in ${shop.tokenRequests === 1 ? 'once' : `${shop.tokenRequests} times`}.

  Host       ${host.url}
  Demo shop  ${shop.url}   client ${shop.clientId}, secret ${shop.clientSecret}
  Stop       Ctrl-C
  Next       in another terminal:

    cd examples/first-run
    npx mortise call demo-shop.get-order --connection demo --input '{"orderId":"ord_0001"}'
`);

async function openShop(port: number) {
  try {
    return await startDemoShop({ port });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    console.error(
      `Port ${port} is taken, perhaps by another "npm start". Stop that one, or choose a port: DEMO_SHOP_PORT=4321 npm start`,
    );
    process.exit(1);
  }
}

function stop(): void {
  host.stop();
  void shop.close();
}
