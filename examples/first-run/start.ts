/**
 * `npm start` at the root of the repository: starts the demo shop and a host beside it, publishes the process in `processes/`,
 * runs it once, prints what happened, and keeps serving until it is interrupted.
 */
import { readFileSync } from 'node:fs';
import { startDemoShop } from '@mortise/demo-shop';
import { z } from 'zod';
import { printTable } from './print-table.ts';
import { startHost } from './start-host.ts';

const Document = z.looseObject({
  title: z.string(),
  steps: z.record(z.string(), z.object({ kind: z.string(), action: z.string().optional() }).loose()),
});
const Customer = z.object({ id: z.string(), name: z.string(), country: z.string(), vatNumber: z.string() });

const shopPort = Number(process.env['DEMO_SHOP_PORT'] ?? 4311);
const since = '2026-01-01T00:00:00Z';
const newOrder = { customerId: 'cus_001', status: 'paid', items: [{ productId: 'prd_001', quantity: 2 }] };

const shop = await openShop(shopPort);
const { api, stop: stopHost } = await startHost({ egressAllow: `127.0.0.1:${shopPort}` });
process.once('SIGINT', stop);
process.once('SIGTERM', stop);

const { url, clientId, clientSecret } = shop;
const document = Document.parse(JSON.parse(readFileSync(new URL('processes/invoices.process.json', import.meta.url), 'utf8')));
await api.connect('demo-shop', 'demo', { url, clientId, clientSecret });
const published = await api.publish('invoices', document);
// The shop keeps nothing: since it was started anew, it knows of no subscription.
if (!published.isNew) await api.subscribeAnew(published.id);
const nextAt = await api.listening(published.id);
const run = await api.run(published.id, { since });

const rows = Object.entries(document.steps).flatMap(([step, { kind, action = kind }]) => {
  const counts = run.steps.find((reached) => reached.step === step)?.counts;
  if (!counts) return [];
  const count = (state: string) => String(counts[state] ?? '');
  return [{ step, does: action, done: count('done'), stopped: count('stopped'), failed: count('failed') }];
});
printTable(rows);
console.log(`
  ${document.title}: version ${published.version} ran in ${(run.durationMs / 1000).toFixed(1)} s.`);

for (const { id, step, detail, data } of await api.failedMessages(run.id)) {
  const { success: isCustomer, data: customer } = Customer.safeParse(data);
  if (!isCustomer) throw new Error(`A message failed at ${step} that should not: ${detail}`);
  const mended = { ...customer, vatNumber: customer.vatNumber.replaceAll(' ', '') };
  console.log(`
  One message waits at "${step}". ${customer.name} has written "${customer.vatNumber}", and the shop says:
  ${detail}
  Correct it and let it go on, in another terminal:

    cd examples/first-run
    npx mortise failed edit ${id} --data '${JSON.stringify(mended)}'
    npx mortise failed replay ${id}
    npx mortise runs show ${run.id}`);
}

console.log(`
  It runs by itself too: at once for an order that the shop tells of, and daily for what was missed, next at ${nextAt}. An order to try:

    npx mortise call demo-shop.create-order --connection demo --input '${JSON.stringify(newOrder)}'
    npx mortise runs list

  Process    examples/first-run/processes/invoices.process.json   (docs/processes.md tells how to write your own)
  Host       ${api.url}
  Demo shop  ${url}   client ${clientId}, secret ${clientSecret}
  Stop       Ctrl-C
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
  stopHost();
  void shop.close();
}
