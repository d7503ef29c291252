import { setTimeout as sleep } from 'node:timers/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { readInput } from '../call-input.ts';
import { defineCommand } from '../command.ts';
import { readDuration, showDuration } from '../duration.ts';
import { exitCodes } from '../exit-codes.ts';
import type { ProcessClient } from '../host/process-client.ts';
import type { Session } from '../session.ts';

interface RunOptions {
  readonly input?: string;
  readonly start?: string;
  readonly processVersion?: number;
  readonly wait?: true;
  readonly timeout: number;
}

const askEveryMs = { first: 50, longest: 1000 };
const underWay = new Set(['running', 'paused']);

export function runCommand(session: Session): Command {
  return defineCommand('run', 'Start a run of a process', [
    'mortise process run new-orders --wait',
    `mortise process run new-orders --input '{"since":"2026-01-01"}'`,
  ])
    .argument('<name or id>', 'the process')
    .option('--input <json>', 'what it starts with, as JSON, @file, or - for stdin')
    .option('--start <step>', 'the step to begin at, where there are several')
    .option('--process-version <number>', 'a version published before', readVersion)
    .option('--wait', 'wait for its end; exit code 1 where it does not end well')
    .option('--timeout <time>', 'how long to wait: 30s, 2m', readDuration, 60_000)
    .action((word: string, options: RunOptions) => run(session, word, options));
}

async function run(session: Session, word: string, options: RunOptions): Promise<void> {
  const { terminal } = session;
  const { input, start, processVersion: version, wait, timeout } = options;
  const data = input === undefined ? undefined : await readInput(input, session);
  const { processes } = await session.host();
  const { findProcess } = await import('../host/find-process.ts');
  const { id, name } = await findProcess(processes, word, (meant) => `mortise process run ${meant}`);
  const startedAt = performance.now();
  const started = await processes.run(id, { input: data, start, version });
  const state = wait ? await endOf(processes, started.id, startedAt + timeout, session.signal) : 'running';
  const took = showDuration(performance.now() - startedAt);
  terminal.answer({ name, run: { ...started, state } }, () =>
    wait ? `Run ${started.id} of ${name}: ${state} after ${took}.` : `Started run ${started.id} of ${name}, v${started.version}.`,
  );
  if (wait && state !== 'completed') session.exitCode = exitCodes.failed;
  terminal.next(`mortise runs show ${started.id}`);
}

/** Its state at the end, or when there is no time left. */
async function endOf(processes: ProcessClient, run: string, until: number, signal: AbortSignal): Promise<string> {
  let pauseMs = askEveryMs.first;
  for (;;) {
    const { state } = await processes.runState(run);
    if (!underWay.has(state) || performance.now() >= until) return state;
    await sleep(pauseMs, undefined, { signal });
    pauseMs = Math.min(askEveryMs.longest, pauseMs * 2);
  }
}

function readVersion(text: string): number {
  const version = Number(text.replace(/^v/, ''));
  if (Number.isSafeInteger(version) && version > 0) return version;
  throw new InvalidArgumentError('It takes the number of a version, such as 3.');
}
