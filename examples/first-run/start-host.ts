import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HostApi } from './host-api.ts';

const project = import.meta.dirname;
const startTimeoutMs = 60_000;

/** Runs `mortise start` in this folder, as a user would in a project of their own, and waits until the host is ready. */
export async function startHost({ egressAllow }: { readonly egressAllow: string }) {
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
  return { api: new HostApi(url, token), stop: () => child.kill('SIGTERM') };
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
