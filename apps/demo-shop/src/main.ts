#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { banner } from './banner.ts';
import { startDemoShop } from './start.ts';

const GRACE_MS = 3000;

const usage = 'Usage: mortise-demo-shop [--port 4311] [--quiet]';
const options = readOptions();

if (options?.help) console.log(usage);
else if (options) await run(options.port, options.quiet).catch((error: Error) => fail(options.port, error));

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '4311' },
        quiet: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new TypeError(`"${values.port}" is not a port.`);
    return { ...values, port };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${usage}`);
    process.exitCode = 2;
    return undefined;
  }
}

async function run(port: number, quiet: boolean) {
  const shop = await startDemoShop({ port });
  if (!quiet) console.log(`${banner(shop)}\n\nStop with Ctrl+C.`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void shop.close(GRACE_MS));
}

function fail(port: number, error: Error) {
  console.error(`The demo shop cannot open on port ${port}: ${error.message}\nChoose another one with --port.`);
  process.exitCode = 1;
}
