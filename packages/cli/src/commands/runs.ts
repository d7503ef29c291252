import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import { showDuration } from '../duration.ts';
import type { Run, RunDetail } from '../host/run-answers.ts';
import type { RunFilter } from '../host/run-client.ts';
import { momentOf } from '../moment.ts';
import { optionWords } from '../option-words.ts';
import { printableJson } from '../printable.ts';
import type { Session } from '../session.ts';
import { shellWord } from '../shell-word.ts';
import { readSince } from '../since.ts';
import { table } from '../table.ts';

type Verb = 'cancel' | 'pause' | 'resume';
type Step = RunDetail['steps'][number];

const longestShown = 400;

export function runsCommand(session: Session): Command {
  return defineCommand('runs', 'See what processes did, and pause, resume or cancel it', [
    'mortise runs list --state failed --since 1h',
    'mortise runs show 019a2b3c4d5e6f',
  ])
    .addCommand(listCommand(session))
    .addCommand(showCommand(session))
    .addCommand(changeCommand(session, 'cancel', 'Cancel a run; what is under way ends, and nothing follows from it'))
    .addCommand(changeCommand(session, 'pause', 'Pause a run; what is under way ends, and what follows waits'))
    .addCommand(changeCommand(session, 'resume', 'Let a paused run go on'));
}

function listCommand(session: Session): Command {
  return defineCommand('list', 'List runs, the newest first', [
    'mortise runs list --process new-orders',
    'mortise runs list --state failed --since 1h',
  ])
    .option('--process <name or id>', 'only those of this process')
    .option('--state <state>', 'only those that are running, paused, completed, failed or cancelled')
    .option('--since <time>', 'only what began since: 30m, 1h, 7d, 2026-01-31', (text) => readSince(text))
    .option('--before <place>', 'only what is older than a page that was shown')
    .option('--limit <number>', 'how many, at most 500 (default: 50)')
    .action((options: RunFilter) => list(session, options));
}

async function list(session: Session, { process: word, ...rest }: RunFilter): Promise<void> {
  const { terminal } = session;
  const host = await session.host();
  const { findProcess } = await import('../host/find-process.ts');
  const found =
    word === undefined ? undefined : await findProcess(host.processes, word, (meant) => `mortise runs list --process ${meant}`);
  const { items, next } = await host.runs.list({ ...rest, ...(found && { process: found.id }) });
  const columns = [
    { title: 'State', value: ({ state }: Run) => state },
    { title: 'Process', value: ({ processName, process }: Run) => processName ?? process },
    { title: 'Version', value: ({ version }: Run) => `v${version}` },
    { title: 'Started', value: ({ startedAt }: Run) => momentOf(startedAt) },
    { title: 'Took', value: tookOf },
    { title: 'Open', value: ({ open }: Run) => open || undefined },
    { title: 'Failed', value: ({ failed }: Run) => failed || undefined },
    { title: 'By', value: ({ startedBy }: Run) => startedBy },
    { title: 'Id', value: ({ id }: Run) => id },
  ];
  terminal.answer({ items, ...(next !== undefined && { next }) }, () =>
    items.length > 0 ? table(items, columns, terminal.width) : 'There is no such run.',
  );
  const { before: _before, ...filter } = rest;
  if (next !== undefined) terminal.next(`mortise runs list${optionWords({ process: word, ...filter, before: next })}`);
  else terminal.next('mortise runs show <id>');
}

function showCommand(session: Session): Command {
  return defineCommand('show', 'Show a run and its steps', [
    'mortise runs show 019a2b3c4d5e6f',
    'mortise runs show 019a2b3c4d5e6f --json',
  ])
    .argument('<id>', 'the run')
    .action((id: string) => show(session, id));
}

async function show(session: Session, id: string): Promise<void> {
  const { terminal } = session;
  const run = await (await session.host()).runs.find(id);
  terminal.answer(run, () => describeRun(run, terminal.width));
  if (run.failed > 0) terminal.next(`mortise failed list --run ${shellWord(id)}`);
  else if (run.state === 'running') terminal.next(`mortise runs pause ${shellWord(id)}`);
}

function describeRun(run: RunDetail, width: number): string {
  const { state, processName, process, version, startedBy, startedAt, steps } = run;
  const columns = [
    { title: 'Step', value: ({ step }: Step) => step },
    {
      title: 'Messages',
      value: ({ counts }: Step) =>
        Object.entries(counts)
          .map(([name, count]) => `${count} ${name}`)
          .join(', '),
    },
    { title: 'Attempts', value: ({ message }: Step) => message.attempts.filter(({ by }) => by === undefined).length },
    { title: 'What came of it', value: ({ message }: Step) => outcomeOf(message) },
  ];
  const took = tookOf(run);
  const heading = `${processName ?? process} v${version}, ${state}, started ${momentOf(startedAt)} by ${startedBy}${took ? `, took ${took}` : ''}`;
  return `${heading}\n${table(steps, columns, width)}`;
}

function outcomeOf({ attempts, output, omitted, state }: Step['message']): string {
  const error = state === 'failed' || state === 'waiting' ? attempts.findLast((attempt) => attempt.error)?.error : undefined;
  if (error) return `${error.code}: ${error.detail}`;
  if (output !== undefined) return shortened(printableJson(output));
  return omitted?.includes('output') ? 'too long to show' : '';
}

function changeCommand(session: Session, verb: Verb, summary: string): Command {
  return defineCommand(verb, summary, [`mortise runs ${verb} 019a2b3c4d5e6f`])
    .argument('<id>', 'the run')
    .action(async (id: string) => {
      const run = await (await session.host()).runs.change(id, verb);
      session.terminal.answer({ run }, () => `The run ${run.id} is ${run.state}.`);
      session.terminal.next(verb === 'pause' ? `mortise runs resume ${shellWord(id)}` : `mortise runs show ${shellWord(id)}`);
    });
}

function shortened(text: string): string {
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

function tookOf({ startedAt, endedAt }: Run): string | undefined {
  return endedAt === undefined ? undefined : showDuration(Date.parse(endedAt) - Date.parse(startedAt));
}
