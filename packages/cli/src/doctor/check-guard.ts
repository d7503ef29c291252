import { request } from 'node:http';
import { isLoopback } from '../host/open-host.ts';
import { type Diagnosis, green, red } from './diagnosis.ts';

const check = 'guard';
const withinMs = 5000;

interface Probe {
  readonly what: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;
}

/** Any web page can make a browser ask a host on its own machine, which therefore must not trust whoever asks. */
const probes: readonly Probe[] = [
  { what: 'it answers under a name that is not its own', headers: { host: 'doctor.invalid' }, status: 403 },
  { what: 'it answers pages of another origin', headers: { origin: 'https://doctor.invalid' }, status: 403 },
  { what: 'it answers whoever has no token', headers: {}, status: 401 },
];

const wantedHeaders = ['content-security-policy', 'x-content-type-options', 'x-frame-options'];

/** Whether a host that runs on this machine keeps strangers and web pages out, found by trying. */
export async function checkGuard(address: string | undefined): Promise<Diagnosis[]> {
  if (address === undefined || !address.startsWith('http:') || !isLoopback(new URL(address).hostname)) return [];
  const tried = await Promise.all(probes.map((probe) => tryOut(address, probe)));
  const problems = tried.flatMap((problem) => problem ?? []);
  if (problems.length > 0)
    return [red(check, `The host at ${address} lets too much in: ${problems.join('; ')}.`, 'Stop it, and update Mortise.')];
  return [green(check, 'no stranger and no web page of others gets in')];
}

/** What is wrong, if anything is. A host that has gone meanwhile is the business of another check. */
async function tryOut(address: string, { what, headers, status }: Probe): Promise<string | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number | undefined; names: readonly string[] }>();
  // fetch() would not let us choose Host and Origin.
  request(`${address}/api/plugins`, { headers, timeout: withinMs }, (answer) => {
    answer.resume();
    resolve({ status: answer.statusCode, names: Object.keys(answer.headers) });
  })
    .on('timeout', () => resolve({ status: undefined, names: [] }))
    .on('error', reject)
    .end();
  try {
    const answer = await promise;
    if (answer.status !== status) return what;
    const missing = wantedHeaders.filter((name) => !answer.names.includes(name));
    return missing.length > 0 ? `its answers lack ${missing.join(', ')}` : undefined;
  } catch {
    return undefined;
  }
}
