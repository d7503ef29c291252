import { setTimeout as wait } from 'node:timers/promises';
import type { Plugin } from './answers.ts';
import type { HostClient } from './host-client.ts';

const againAfterMs = 1000;

/** Calls back whenever the plugins of a host have changed, until the signal. A stream that breaks is opened again. */
export async function followPlugins(
  host: HostClient,
  known: readonly Plugin[],
  signal: AbortSignal,
  onChange: (before: readonly Plugin[], after: readonly Plugin[]) => void,
): Promise<void> {
  let before = known;
  const compare = async () => {
    const after = await host.plugins();
    onChange(before, after);
    before = after;
  };
  while (!signal.aborted) {
    try {
      for await (const { type } of host.events(signal, compare)) if (type === 'plugins.changed') await compare();
    } catch {
      // The host is stopping, or the stream was cut off; what was missed is seen when it is open again.
    }
    await wait(againAfterMs, undefined, { signal, ref: false }).catch(() => {});
  }
}
