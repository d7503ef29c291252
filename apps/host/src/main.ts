import { isMortiseError } from '@mortise/sdk';
import { runHost } from './run-host.ts';

try {
  await runHost();
} catch (error) {
  if (!isMortiseError(error)) throw error;
  process.stderr.write(`${JSON.stringify(error)}\n`);
  process.exit(1);
}
