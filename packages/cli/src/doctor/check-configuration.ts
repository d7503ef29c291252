import { isLoopback } from '../host/open-host.ts';
import { isPort } from '../port.ts';
import { type Diagnosis, green, red, yellow } from './diagnosis.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface Settings {
  /** That of this terminal. */
  readonly environment: Environment;
  /** What a host that runs was started with; `unknown` where it does not tell, `undefined` where none runs. */
  readonly running: Environment | 'unknown' | undefined;
}

/** What a host does, or what the environment would have it do. Reads the variables as `@mortise/host` does. */
export function checkConfiguration({ environment, running }: Settings): Diagnosis[] {
  const settings = running === undefined || running === 'unknown' ? environment : running;
  return [
    checkPort(environment),
    checkBind(settings),
    running === 'unknown' ? unknownEgress() : checkEgress(settings),
    checkRunner(settings),
    checkDatabase(environment),
  ];
}

function checkPort({ MORTISE_PORT: port }: Environment): Diagnosis {
  if (!port) return green('port', '4310, unless start is given another');
  if (isPort(port)) return green('port', port);
  return red('port', `MORTISE_PORT=${port} is no port.`, 'Set MORTISE_PORT to a number from 0 to 65535, or unset it.');
}

/** Its list may be longer than the one of this terminal, so nothing may look safe. */
function unknownEgress(): Diagnosis {
  return yellow(
    'egress',
    'Which addresses plugins may reach is unknown: the host that runs was started with an environment of its own.',
    'Look at MORTISE_EGRESS_ALLOW where that host was started.',
  );
}

function checkBind({
  MORTISE_HOST: host,
  MORTISE_BEHIND_PROXY: behindProxy,
  MORTISE_PUBLIC_URL: publicUrl,
}: Environment): Diagnosis {
  const name = host || '127.0.0.1';
  const isLocal = isLoopback(name) || name === '::1';
  if (isLocal && behindProxy !== 'true') return green('bind', `${name}: this machine only`);
  if (behindProxy !== 'true') {
    return red(
      'bind',
      `${name} can be reached from other machines, without TLS.`,
      'Unset MORTISE_HOST, or set MORTISE_BEHIND_PROXY=true behind a TLS proxy.',
    );
  }
  if (!publicUrl || !isSafeOrigin(publicUrl)) {
    return red(
      'bind',
      `${name} is behind a proxy whose address is not https; a host does not start so.`,
      'Set MORTISE_PUBLIC_URL to the https address of the proxy.',
    );
  }
  return green('bind', `${name}, behind the proxy at ${publicUrl}`);
}

function isSafeOrigin(url: string): boolean {
  const { protocol, hostname } = URL.parse(url) ?? {};
  return protocol === 'https:' || (hostname !== undefined && isLoopback(hostname));
}

function checkEgress({ MORTISE_EGRESS_ALLOW: list = '' }: Environment): Diagnosis {
  const entries = list.split(',').flatMap((entry) => entry.trim() || []);
  if (entries.length === 0) return green('egress', 'plugins reach public addresses only');
  const networks = entries.filter((entry) => entry.includes('/'));
  if (networks.length === 0) return green('egress', `plugins may also reach ${entries.join(', ')}`);
  return yellow(
    'egress',
    `Plugins may reach whole private networks: ${networks.join(', ')}.`,
    'Name single addresses with a port in MORTISE_EGRESS_ALLOW.',
  );
}

function checkRunner({ MORTISE_RUNNER: runner }: Environment): Diagnosis {
  if (runner === undefined || runner === '' || runner === 'process')
    return green('runner', 'process: every plugin has one of its own');
  if (runner === 'inline') {
    return red(
      'runner',
      'inline: plugins run inside the host, and one of them can take it down or read its secrets.',
      'Unset MORTISE_RUNNER.',
    );
  }
  return red('runner', `MORTISE_RUNNER=${runner} is unknown.`, 'Unset MORTISE_RUNNER.');
}

function checkDatabase({ MORTISE_DATABASE_URL: url }: Environment): Diagnosis {
  if (!url) return green('database', 'embedded, in the data directory');
  // Never shown: it holds the password.
  if (/^postgres(ql)?:/.test(url) && URL.canParse(url)) return green('database', `PostgreSQL on ${new URL(url).hostname}`);
  return red(
    'database',
    'MORTISE_DATABASE_URL is no address of a PostgreSQL database.',
    'Write postgres://user:password@host/name.',
  );
}
