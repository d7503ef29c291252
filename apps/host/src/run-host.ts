import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Host, type HostOptions, startHost } from './start-host.ts';

/** How long load balancers get to notice that readiness has failed, before the host stops listening. */
const noticeMs = 1000;

/** Starts a host and stops it in good order on SIGTERM or SIGINT: readiness first, then the listener, then what is left. */
export async function runHost(options: HostOptions = {}): Promise<Host> {
  const host = await startHost(options);
  void stopOnSignal(host);
  return host;
}

async function stopOnSignal(host: Host): Promise<void> {
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  host.drain();
  await sleep(noticeMs);
  await host.close();
  process.exit(0);
}
