import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { type TestHost, testHost } from '../host.test-kit.ts';
import { startDepot, workerPlugins } from './depot.test-kit.ts';
import { Envelope } from './envelope.ts';

/** What a platform's bridge puts on each message that it sends to a node. */
export const bridgeHeaders: Readonly<Record<string, string>> = {
  'correlation-id': '0b5c4e7e-65ad-4b6e-9a2c-6a1c8b1f9d10',
  'process-id': '6a0f3c1e-3b9d-4d0e-8f59-2f6e5d4c7b88',
  'parent-id': '11f1c6f0-1b0e-4f6f-9d3e-9a56a4b8f0aa',
  'topology-id': '66f2a1b3c4d5e6f708192a3b',
  'node-id': '66f2a1b3c4d5e6f708192a3c',
  'node-name': 'depot.get-item',
  'previous-node-id': '66f2a1b3c4d5e6f708192a3d',
  'worker-followers': '[{"id":"66f2a1b3c4d5e6f708192a3e","name":"book"},{"id":"66f2a1b3c4d5e6f708192a3f","name":"refuse"}]',
  applications: 'depot',
  source: 'ui',
  'content-type': 'application/json',
  'process-started': '1767225600000',
  sdk: 'mortise',
  user: 'main',
};

export interface RawAnswer {
  readonly status: number | undefined;
  readonly text: string;
}

export interface RawRequest {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends exactly this, with no header of its own but `Host`. */
export async function sendRaw(url: string, { method = 'POST', body, headers = {} }: RawRequest): Promise<RawAnswer> {
  const sent = request(url, {
    method,
    headers: { ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }), ...headers },
  });
  sent.end(body);
  const [answer]: IncomingMessage[] = await once(sent, 'response');
  if (!answer) throw new Error('There is no answer.');
  let text = '';
  answer.setEncoding('utf8');
  for await (const part of answer) text += part;
  return { status: answer.statusCode, text };
}

/** A host with a worker, and a platform that drives it. */
export async function platform(options: Parameters<typeof testHost>[0] = {}) {
  const host = await testHost({ plugins: workerPlugins, orchestyPort: 0, ...options });
  const depot = await startDepot();
  return { ...host, depot, ...platformOf(host) };
}

/** The platform of a host that is there. */
export function platformOf({ host }: Pick<TestHost, 'host'>) {
  const url = host.orchestyUrl ?? '';

  /** As the bridge sends a message: the envelope as bytes, without a type. */
  async function deliver(node: string, body: string, headers: Readonly<Record<string, string | null>> = {}): Promise<Envelope> {
    const given = Object.entries({ ...bridgeHeaders, ...headers }).filter(([, value]) => value !== null);
    const { status, text } = await sendRaw(`${url}/${node}`, {
      body: JSON.stringify({ headers: Object.fromEntries(given), body }),
      headers: { 'user-agent': 'Go-http-client/1.1', 'accept-encoding': 'gzip' },
    });
    if (status !== 200) throw new Error(`${status} ${text}`);
    return Envelope.parse(JSON.parse(text));
  }

  /** As the gateway asks: JSON, and nothing that says who it is. */
  async function manage(method: string, path: string, body?: unknown): Promise<{ status: number | undefined; body: unknown }> {
    const { status, text } = await sendRaw(`${url}${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    return { status, body: JSON.parse(text) };
  }

  return { url, deliver, manage };
}
