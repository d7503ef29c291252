import { Agent, buildConnector } from 'undici';
import { type ClientCertificate, openSecureContext } from './client-certificate.ts';
import type { EgressGuard } from './egress-guard.ts';

export interface AgentOptions {
  readonly connectTimeoutMs: number;
  readonly connectionsPerOrigin: number;
}

/**
 * The pool of connections of one client. In a module of its own, because a plugin's process describes requests and never sends
 * one. Throws a SettingsError for a certificate that cannot be used.
 */
export function guardedAgent(
  guard: EgressGuard,
  { connectTimeoutMs, connectionsPerOrigin }: AgentOptions,
  certificate?: ClientCertificate,
): Agent {
  return new Agent({
    connections: connectionsPerOrigin,
    // The exchange's own deadline covers headers and body.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: guardedConnector(guard, connectTimeoutMs, certificate),
  });
}

/** Opens connections to addresses that the guard allows. A lookup must know the port it resolves for, so each port has its connector. */
function guardedConnector(
  guard: EgressGuard,
  timeout: number,
  certificate: ClientCertificate | undefined,
): buildConnector.connector {
  const identity = certificate && { secureContext: openSecureContext(certificate) };
  const connectors = new Map<number, buildConnector.connector>();
  return (options, callback) => {
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80);
    const hostname = options.hostname.replace(/^\[|\]$/g, '');
    const refused = guard.refusal(hostname, port);
    if (refused) return callback(refused, null);
    let connector = connectors.get(port);
    if (!connector) {
      connector = buildConnector({ timeout, allowH2: false, lookup: guard.lookup(port), ...identity });
      connectors.set(port, connector);
    }
    connector({ ...options, hostname }, callback);
  };
}
