#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { banner } from './banner.ts';
import { startDemoShop } from './start.ts';

const GRACE_MS = 3000;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4311' },
    quiet: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log('Usage: mortise-demo-shop [--port 4311] [--quiet]');
else await run().catch(fail);

async function run() {
  const shop = await startDemoShop({ port: Number(values.port) });
  if (!values.quiet) console.log(`${banner(shop)}\n\nStop with Ctrl+C.`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void shop.close(GRACE_MS));
}

function fail(error: Error) {
  console.error(`The demo shop cannot open on port ${values.port}: ${error.message}\nChoose another one with --port.`);
  process.exitCode = 1;
}
