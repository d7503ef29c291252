import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { freePort } from '../free-port.test-kit.ts';

/** A broker whose program can be started as often as one likes. */
export interface BrokerProgram {
  readonly program: string;
  readonly scheme: string;
  readonly parameters: (port: number, directory: string) => readonly string[];
}

/** Servers are often installed where only the path of an administrator leads. */
const env = { ...process.env, PATH: [process.env['PATH'], '/usr/local/sbin', '/usr/sbin'].join(delimiter) };

export function hasProgram({ program }: BrokerProgram): boolean {
  return spawnSync(program, ['--version'], { env }).status === 0;
}

/** A broker of its own, that can be killed and started again, until the test ends. */
export async function startBroker({ program, scheme, parameters }: BrokerProgram) {
  const directory = await mkdtemp(join(tmpdir(), 'mortise-broker-'));
  const port = await freePort();
  async function start(): Promise<ChildProcess> {
    const started = spawn(program, parameters(port, directory), { env, stdio: 'ignore' });
    while (!(await answers(port))) {
      if (started.exitCode !== null) throw new Error(`${program} ended with ${started.exitCode}.`);
      await sleep(20);
    }
    return started;
  }
  let server = await start();
  async function kill(): Promise<void> {
    const over = once(server, 'exit');
    server.kill('SIGKILL');
    await over;
  }
  onTestFinished(async () => {
    if (server.exitCode === null && server.signalCode === null) await kill();
    await rm(directory, { recursive: true });
  });
  return {
    url: `${scheme}://127.0.0.1:${port}`,
    kill,
    async restart(): Promise<void> {
      server = await start();
    },
  };
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const isOpen = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  });
  socket.destroy();
  return isOpen;
}
