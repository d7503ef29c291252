import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const Connection = z.object({ id: z.string(), application: z.string(), name: z.string() });
const CallResult = z.object({ output: z.unknown(), cursor: z.string().optional() });
const Failure = z.object({ title: z.string(), detail: z.string() });

export interface HostApi {
  readonly url: string;
  /** Opens a connection, or takes the one of that name that an earlier start has left, and returns its id. */
  connect(application: string, name: string, values: Readonly<Record<string, string>>): Promise<string>;
  call(action: string, input: object, connection: string, cursor?: string): Promise<z.infer<typeof CallResult>>;
  stop(): void;
}

const project = import.meta.dirname;
const startTimeoutMs = 20_000;

/** Runs `mortise start` in this folder, as a user would in a project of their own, and waits until the host is ready. */
export async function startHost({ egressAllow }: { readonly egressAllow: string }): Promise<HostApi> {
  const dataDirectory = join(project, '.mortise');
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const { MORTISE_PORT: port = '4310' } = process.env;
  const url = `http://127.0.0.1:${port}`;
  const child = spawn('mortise', ['start', '--quiet'], {
    cwd: project,
    stdio: 'inherit',
    env: { ...process.env, MORTISE_DATA_DIR: dataDirectory, MORTISE_EGRESS_ALLOW: egressAllow },
  });
  child.once('exit', (code) => process.exit(code ?? 0));
  // However this program ends, the host does not outlive it.
  process.once('exit', () => child.kill());
  await ready(url, child);

  const token = readFileSync(join(dataDirectory, 'admin.token'), 'utf8').trim();
  const request = async <Schema extends z.ZodType>(schema: Schema, path: string, body?: object) => {
    const answer = await fetch(`${url}/api${path}`, {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    const result = await answer.json();
    if (answer.ok) return schema.parse(result);
    const { title, detail } = Failure.parse(result);
    throw new Error(`${path}: ${title}. ${detail}`);
  };

  return {
    url,
    async connect(application, name, values) {
      const connections = await request(z.array(Connection), '/connections');
      const known = connections.find((connection) => connection.application === application && connection.name === name);
      return known?.id ?? (await request(Connection, '/connections', { application, name, values })).id;
    },
    call: (action, input, connection, cursor) => request(CallResult, `/actions/${action}/call`, { input, connection, cursor }),
    stop: () => child.kill('SIGTERM'),
  };
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  while (Date.now() < deadline && child.exitCode === null) {
    // Until the host listens, a refused connection is what is expected.
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error('The host did not become ready. What it printed above says why.');
}
