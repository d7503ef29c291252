import { buildConnector } from 'undici';
import type { EgressGuard } from './egress-guard.ts';

/** Opens connections to addresses that the guard allows. A lookup must know the port it resolves for, so each port has its connector. */
export function guardedConnector(guard: EgressGuard, timeout: number): buildConnector.connector {
  const connectors = new Map<number, buildConnector.connector>();
  return (options, callback) => {
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80);
    const hostname = options.hostname.replace(/^\[|\]$/g, '');
    const refused = guard.refusal(hostname, port);
    if (refused) return callback(refused, null);
    let connector = connectors.get(port);
    if (!connector) {
      connector = buildConnector({ timeout, allowH2: false, lookup: guard.lookup(port) });
      connectors.set(port, connector);
    }
    connector({ ...options, hostname }, callback);
  };
}
