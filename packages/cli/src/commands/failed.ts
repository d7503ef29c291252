import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import { usageError } from '../command-error.ts';
import type { Cause, FailedMessage } from '../host/run-answers.ts';
import type { FailedQuery } from '../host/run-client.ts';
import { momentOf } from '../moment.ts';
import { optionWords } from '../option-words.ts';
import { printableJson } from '../printable.ts';
import type { Session } from '../session.ts';
import { shellWord } from '../shell-word.ts';
import { table } from '../table.ts';
import { discardCommand, replayCommand } from './failed-bulk.ts';
import { addFilterOptions, withProcessId } from './failed-filter.ts';

type ListOptions = FailedQuery & { readonly causes?: true };

export function failedCommand(session: Session): Command {
  return defineCommand('failed', 'See failed messages, mend, replay or discard them', [
    'mortise failed list --causes',
    'mortise failed replay --process new-orders --code network --yes',
  ])
    .addCommand(listCommand(session))
    .addCommand(showCommand(session))
    .addCommand(editCommand(session))
    .addCommand(replayCommand(session))
    .addCommand(discardCommand(session));
}

function listCommand(session: Session): Command {
  const command = defineCommand('list', 'List failed messages, the latest first', [
    'mortise failed list --process new-orders',
    'mortise failed list --causes',
  ]);
  return addFilterOptions(command)
    .option('--causes', 'count them by what they failed with')
    .option('--before <place>', 'only those that failed before a page that was shown')
    .option('--limit <number>', 'how many, at most 500 (default: 50)')
    .action(({ causes, ...query }: ListOptions) => (causes ? listCauses(session, query) : list(session, query)));
}

async function list(session: Session, query: FailedQuery): Promise<void> {
  const { terminal } = session;
  const host = await session.host();
  const { items, next } = await host.runs.failed(await withProcessId(host, query));
  const columns = [
    { title: 'Failed', value: ({ failedAt }: FailedMessage) => momentOf(failedAt) },
    { title: 'Process', value: ({ processName, process }: FailedMessage) => processName ?? process },
    { title: 'Step', value: ({ step }: FailedMessage) => step },
    { title: 'Id', value: ({ id }: FailedMessage) => id },
    { title: 'Why', value: ({ code, detail }: FailedMessage) => (detail === undefined ? code : `${code}: ${detail}`) },
  ];
  terminal.answer({ items, ...(next !== undefined && { next }) }, () =>
    items.length > 0 ? table(items, columns, terminal.width) : 'Nothing has failed.',
  );
  const { before: _before, ...filter } = query;
  if (next !== undefined) terminal.next(`mortise failed list${optionWords({ ...filter, before: next })}`);
  else if (items.length > 0) terminal.next('mortise failed show <id>');
}

async function listCauses(session: Session, { process, step, code, ...others }: FailedQuery): Promise<void> {
  const [other] = Object.keys(others);
  if (other !== undefined) throw usageError(`Causes are counted over all runs: leave --${other} out, or --causes.`);
  const { terminal } = session;
  const host = await session.host();
  const filter = await withProcessId(host, { ...(process !== undefined && { process }) });
  const causes = await host.runs.causes(filter.process);
  const items = causes.filter((cause) => (step ?? cause.step) === cause.step && (code ?? cause.code) === cause.code);
  const columns = [
    { title: 'Messages', value: ({ count }: Cause) => count },
    { title: 'Process', value: (cause: Cause) => cause.processName ?? cause.process },
    { title: 'Step', value: ({ step }: Cause) => step },
    { title: 'Code', value: ({ code }: Cause) => code },
    { title: 'Last', value: ({ lastFailedAt }: Cause) => momentOf(lastFailedAt) },
  ];
  terminal.answer({ items }, () => (items.length > 0 ? table(items, columns, terminal.width) : 'Nothing has failed.'));
  const [first] = items;
  if (!first) return;
  terminal.next(
    `mortise failed replay${optionWords({ process: first.processName ?? first.process, step: first.step, code: first.code })}`,
  );
}

function showCommand(session: Session): Command {
  return defineCommand('show', 'Show a failed message: what arrived, what was sent, and why it failed', [
    'mortise failed show Jw0b9cV1',
    'mortise failed show Jw0b9cV1 --json',
  ])
    .argument('<id>', 'the message')
    .action(async (id: string) => {
      const { terminal } = session;
      const message = await (await session.host()).runs.failedMessage(id);
      const { processName, process, step, run, failedAt, code, detail = '', data, input, attempts } = message;
      terminal.answer(message, () =>
        [
          `${processName ?? process}, step ${step}, run ${run}, failed ${momentOf(failedAt)}`,
          `why    ${code}: ${detail}`,
          `data   ${printableJson(data)}`,
          ...(input === undefined ? [] : [`input  ${printableJson(input)}`]),
          ...attempts.map(({ at, outcome, by, reason }) => {
            return `${momentOf(at)}  ${outcome}${by === undefined ? '' : ` by ${by}`}${reason === undefined ? '' : `: ${reason}`}`;
          }),
        ].join('\n'),
      );
      terminal.next(`mortise failed edit ${shellWord(id)} --data '<json>'`);
    });
}

function editCommand(session: Session): Command {
  return defineCommand('edit', 'Change what a failed message carries, before it is replayed', [
    `mortise failed edit Jw0b9cV1 --data '{"orderId":"ord_0001"}'`,
    'mortise failed edit Jw0b9cV1 --data @order.json --replay',
  ])
    .argument('<id>', 'the message')
    .requiredOption('--data <json>', 'the data in place of what arrived: JSON, @file, or - for stdin')
    .option('--replay', 'replay it at once')
    .action(async (id: string, { data, replay }: { readonly data: string; readonly replay?: true }) => {
      const { terminal } = session;
      const { readInput } = await import('../call-input.ts');
      const value = await readInput(data, session, '--data');
      const { runs } = await session.host();
      const message = await runs.edit(id, value);
      if (replay) await runs.replay(id, 'same');
      terminal.answer({ message, replayed: replay === true }, () => (replay ? 'Changed, and replayed.' : 'Changed.'));
      terminal.next(replay ? `mortise runs show ${message.run}` : `mortise failed replay ${shellWord(id)}`);
    });
}
