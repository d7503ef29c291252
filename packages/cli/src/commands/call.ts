import type { Command } from 'commander';
import { readInput } from '../call-input.ts';
import { defineCommand } from '../command.ts';
import { readDuration, showDuration } from '../duration.ts';
import type { CallAnswer } from '../host/answers.ts';
import { repeatedCursor } from '../host/host-errors.ts';
import { printableJson } from '../printable.ts';
import type { Session } from '../session.ts';
import { shellWord } from '../shell-word.ts';

interface CallOptions {
  readonly input: string;
  readonly connection?: string;
  readonly cursor?: string;
  readonly all?: true;
  readonly timeout?: number;
}

type CallPage = (cursor: string | undefined) => Promise<CallAnswer>;

const noInput = '{}';

export function callCommand(session: Session): Command {
  return defineCommand('call', 'Run one action and print what it gives', [
    `mortise call demo-shop.get-order --connection demo --input '{"orderId":"ord_0001"}'`,
    'mortise call demo-shop.list-orders --connection demo --all',
  ])
    .argument('<action>', 'id of the action, for example demo-shop.get-order')
    .option('--input <json>', 'the input as JSON, @file, or - for stdin', noInput)
    .option('--connection <name or id>', 'the account to use')
    .option('--cursor <cursor>', 'go on where an earlier page ended')
    .option('--all', 'get every page; prints one item a line')
    .option('--timeout <time>', 'how long to wait, for each page: 500ms, 30s, 2m (default: 30s)', readDuration)
    .action((action: string, options: CallOptions) => call(session, action, options));
}

async function call(session: Session, action: string, options: CallOptions): Promise<void> {
  if (options.all) session.isStreaming = true;
  const input = await readInput(options.input, session);
  const host = await session.host();
  const request = { input, timeoutMs: options.timeout ?? 30_000, ...(options.connection && { connection: options.connection }) };
  const callPage: CallPage = async (cursor) => {
    try {
      return await host.call(action, { ...request, ...(cursor && { cursor }) });
    } catch (error) {
      const { explainCallError } = await import('../host/explain-call-error.ts');
      throw await explainCallError(host, { action, connection: options.connection, rest: restOf(options) }, error);
    }
  };
  await (options.all ? streamPages(session, callPage, options.cursor) : printPage(session, callPage, options.cursor));
}

/** The options of the call, to be typed again. */
function restOf({ input, cursor, all, timeout }: CallOptions): string {
  return [
    input === noInput ? '' : ` --input ${shellWord(input)}`,
    cursor === undefined ? '' : ` --cursor ${shellWord(cursor)}`,
    all ? ' --all' : '',
    timeout === undefined ? '' : ` --timeout ${timeout}ms`,
  ].join('');
}

async function printPage({ terminal }: Session, callPage: CallPage, from: string | undefined): Promise<void> {
  const answer = await callPage(from);
  const { outcome, output, attempts, durationMs, cursor } = answer;
  terminal.answer(answer, () => printableJson(output, 2));
  terminal.note(`${outcome}  ${attempts === 1 ? '1 attempt' : `${attempts} attempts`}, ${showDuration(durationMs)}`);
  terminal.next(
    cursor === undefined ? 'mortise list --actions' : `add --cursor '${cursor}' for the next page, or --all for every page`,
  );
}

async function streamPages({ terminal }: Session, callPage: CallPage, from: string | undefined): Promise<void> {
  const seen = new Set<string>();
  let cursor = from;
  let pages = 0;
  let count = 0;
  do {
    const answer = await callPage(cursor);
    const items = Array.isArray(answer.output) ? answer.output : [answer.output];
    cursor = answer.cursor;
    pages += 1;
    count += items.length;
    const text = items.map((item) => printableJson(item)).join('\n');
    terminal.event('page', { data: { items, ...(cursor && { cursor }) } }, text || undefined);
    terminal.note(`page ${pages}  ${count === 1 ? '1 item' : `${count} items`}`);
    if (cursor !== undefined && seen.has(cursor)) throw repeatedCursor();
    if (cursor !== undefined) seen.add(cursor);
  } while (cursor !== undefined);
  terminal.event('result', { ok: true, data: { pages, items: count } });
  terminal.next('mortise list --actions');
}
