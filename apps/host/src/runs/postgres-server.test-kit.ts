import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from '../free-port.test-kit.ts';

/** Where the programs of PostgreSQL are; `undefined` on a machine that has none. */
function programs(): string | undefined {
  const { stdout, status } = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

export const hasPostgresPrograms = programs() !== undefined;

/** A PostgreSQL server of its own, that can be crashed and started again, until the test ends. */
export async function startPostgres() {
  const bin = programs();
  if (bin === undefined) throw new Error('There are no programs of PostgreSQL.');
  const directory = await mkdtemp(join(tmpdir(), 'mortise-postgres-'));
  const owner = ownerOfServers();
  if (owner) chownSync(directory, owner.uid, owner.gid);
  const data = join(directory, 'data');
  const port = await freePort();
  execFileSync(join(bin, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'postgres', '--no-sync'], {
    ...owner,
    cwd: directory,
    stdio: 'ignore',
  });

  async function start() {
    const server = spawn(join(bin ?? '', 'postgres'), ['-D', data, '-p', String(port), '-k', directory, '-h', '127.0.0.1'], {
      ...owner,
      cwd: directory,
      stdio: 'ignore',
    });
    const isReady = () => spawnSync(join(bin ?? '', 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)]).status === 0;
    for (let tries = 0; tries < 200 && !isReady(); tries++) await new Promise((resolve) => setTimeout(resolve, 50));
    return server;
  }

  let server = await start();
  /** Ends it as if the machine had lost power, and every connection with it. */
  async function crash(): Promise<void> {
    const over = once(server, 'exit');
    server.kill('SIGQUIT');
    await over;
  }
  onTestFinished(async () => {
    if (server.exitCode === null && server.signalCode === null) await crash();
    await rm(directory, { recursive: true });
  });
  return {
    databaseUrl: `postgres://postgres@127.0.0.1:${port}/postgres`,
    crash,
    async restart(): Promise<void> {
      server = await start();
    },
  };
}

/** PostgreSQL refuses to run as root. */
function ownerOfServers(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (option: string) => Number(execFileSync('id', [option, 'nobody'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}
