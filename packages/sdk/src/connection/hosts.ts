import { HostNotDeclaredError } from '../errors/host-not-declared-error.ts';
import { RequestError } from '../errors/request-error.ts';

/** Characters and segments that a URL parser would silently turn into another path: what arrives must be what was asked for. */
const ambiguous = /[\\#\p{Cc}]|^[^?]*(?:^|\/)(?:\.|%2e){1,2}(?:[/?]|$)/iu;
const absolute = /^[a-z][a-z0-9+.-]*:\/\//i;

/** The addresses that the requests of one connection may lead to. */
export class DeclaredHosts {
  readonly #base: string;
  readonly #requiresTls: boolean;
  readonly #hosts: readonly string[] | undefined;

  /** Without `hosts`, any host may be reached. */
  constructor(baseUrl: string, hosts: readonly string[] | undefined) {
    this.#base = baseUrl.replace(/\/+$/, '');
    this.#requiresTls = /^https:/i.test(baseUrl);
    this.#hosts = hosts?.map((host) => host.toLowerCase());
  }

  /** The address of a request: its path below the base URL, or the absolute address that it names. */
  resolve(path: string): URL {
    if (ambiguous.test(path)) {
      throw new RequestError(
        'The path of the request holds a backslash, a "#", a control character or a "." or ".." segment. Put values into it with path`…` or `query`.',
      );
    }
    const below = path === '' || path.startsWith('/') || path.startsWith('?') ? path : `/${path}`;
    const url = URL.parse(absolute.test(path) ? path : this.#base + below);
    if (!url) throw new HostNotDeclaredError('The address of the request is not a valid one.');
    this.check(url);
    return url;
  }

  /** Throws a HostNotDeclaredError where an address may not be reached. */
  check(url: URL): void {
    if (url.protocol !== 'https:' && url.protocol !== 'http:') {
      throw new HostNotDeclaredError(`Only http and https are sent, not ${url.protocol}`);
    }
    if (url.username || url.password) throw new HostNotDeclaredError('An address may not carry a user name or a password.');
    if (this.#hosts && !isDeclaredHost(url.host, this.#hosts)) {
      throw new HostNotDeclaredError(
        `${url.host} is not among the hosts of the application (${this.#hosts.join(', ')}). If it belongs there, add it to \`hosts\`.`,
      );
    }
    if (this.#requiresTls && url.protocol !== 'https:') {
      throw new HostNotDeclaredError(`${url.host} would be reached without TLS, the application is reached with it. Use https.`);
    }
  }
}

/** Whether a host (with its port, where it has one) is among the declared ones; `*.example.com` stands for any host below it. */
export function isDeclaredHost(host: string, declared: readonly string[]): boolean {
  return declared.some((pattern) =>
    pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1 : host === pattern,
  );
}
