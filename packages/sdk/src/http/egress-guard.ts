import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { EgressError } from '../errors/egress-error.ts';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type LookupCallback = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

interface Exception {
  readonly network: [Address, number];
  readonly port: number | undefined;
}

/** Public by its range, yet inside every virtual machine of one cloud: the host agent of Azure. */
const hostAgent = '168.63.129.16';
/** The only part of IPv6 that is routed on the internet; the rest holds tunnels and translations to IPv4, among others. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Keeps requests out of private networks (server-side request forgery). It judges the address that is about to be connected,
 * not the name in the URL, so a name that resolves to two addresses, or to another one a moment later, gains nothing.
 */
export class EgressGuard {
  readonly #exceptions: readonly Exception[];

  /** `allow` names what may be reached all the same: `127.0.0.1:4311`, `10.1.0.0/16`, `[::1]:8080`. Throws a TypeError for anything else. */
  constructor(allow: readonly string[] = []) {
    this.#exceptions = allow.map(parseException);
  }

  allows(address: string, port: number): boolean {
    // process() turns an IPv4 address in IPv6 clothes (::ffff:127.0.0.1) back into IPv4.
    const parsed = ipaddr.process(address);
    if (isPublic(parsed)) return true;
    return this.#exceptions.some(
      ({ network, port: allowedPort }) =>
        network[0].kind() === parsed.kind() && parsed.match(network) && (allowedPort === undefined || allowedPort === port),
    );
  }

  /** The error that a host name deserves which is itself an address that is not allowed. */
  refusal(hostname: string, port: number): EgressError | undefined {
    return isIP(hostname) && !this.allows(hostname, port) ? refuse(hostname, hostname, port) : undefined;
  }

  /** Throws an EgressError where a host name is itself an address that is not allowed. */
  checkLiteral(hostname: string, port: number): void {
    const refused = this.refusal(hostname, port);
    if (refused) throw refused;
  }

  /** A `lookup` for sockets that are opened to this port: it hands out allowed addresses only. */
  lookup(port: number) {
    return (hostname: string, options: LookupOptions, callback: LookupCallback): void => {
      lookup(hostname, { ...options, all: true }, (error, addresses) => {
        if (error) return callback(error, []);
        const allowed = addresses.filter(({ address }) => this.allows(address, port));
        const [first] = allowed;
        if (!first) return callback(refuse(hostname, addresses[0]?.address ?? 'nothing', port), []);
        if (options.all) return callback(null, allowed);
        callback(null, first.address, first.family);
      });
    };
  }
}

function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv6 ? address.match(globalUnicast) : address.toString() !== hostAgent;
}

function refuse(hostname: string, address: string, port: number): EgressError {
  const leads = hostname === address ? `${address} is` : `${hostname} leads to ${address},`;
  return new EgressError(
    `${leads} an address inside a private network. If it is meant, allow ${address.includes(':') ? `[${address}]` : address}:${port} for outgoing calls (MORTISE_EGRESS_ALLOW).`,
  );
}

/** An address or a network, bare or with a port; IPv6 needs brackets before a port, as in a URL. */
const withPort = /^(?:\[(?<v6>[^\]]+)\]|(?<plain>[^[\]]+?))(?::(?<port>\d{1,5}))?$/;

function parseException(text: string): Exception {
  const isBare = isIP(text) !== 0 || ipaddr.isValidCIDR(text);
  const parts = isBare ? undefined : withPort.exec(text)?.groups;
  const network = parseNetwork(isBare ? text : (parts?.['v6'] ?? parts?.['plain'] ?? ''));
  const port = parts?.['port'] === undefined ? undefined : Number(parts['port']);
  if (!network || port === 0 || (port !== undefined && port > 65_535)) {
    throw new TypeError(
      `"${text}" is not an address to allow. Write "127.0.0.1:4311", "[::1]:4311" or a network like "10.1.0.0/16".`,
    );
  }
  return { network, port };
}

function parseNetwork(text: string): [Address, number] | undefined {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  if (!isIP(text)) return undefined;
  const address = ipaddr.process(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}
