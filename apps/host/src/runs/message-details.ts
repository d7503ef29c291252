import { Injectable } from '@nestjs/common';
import { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { ProcessVersions } from '../processes/process-versions.ts';
import { Contents } from './contents.ts';
import { attemptsIn, followerId, Kept, type MessageRow } from './message.ts';
import { RunStore } from './run-store.ts';
import { type MessageDetail, toFacts } from './run-view.ts';

/** Longer contents are left out of an answer with many messages. */
const longestAmongOthers = 10_000;

type Name = 'data' | 'input' | 'output';

/** Puts together what came to a message, what its action was given, and what came out of it. */
@Injectable()
export class MessageDetails {
  readonly #contents = new Contents();

  constructor(
    private readonly database: Kysely<Tables>,
    private readonly store: RunStore,
    private readonly versions: ProcessVersions,
  ) {}

  /** With contents of any size, or only with those that are short. */
  async of(row: MessageRow, version: number, size: 'whole' | 'short'): Promise<MessageDetail> {
    const columns: readonly [Name, string | null][] = [
      ['data', row.data],
      ['input', row.input],
      ['output', row.output ?? (await this.#followerData(row, version))],
    ];
    const values: Partial<Record<Name, unknown>> = {};
    const omitted: Name[] = [];
    for (const [name, column] of columns) {
      if (column === null) continue;
      if (size === 'short' && (this.#contents.isApart(column) || column.length > longestAmongOthers)) omitted.push(name);
      else values[name] = await this.#contents.get(this.database, row.tenant, column);
    }
    if ('output' in values && !isPassed(row)) values.output = outputOf(Kept.parse(values.output));
    return { ...toFacts(row), ...values, ...(omitted.length > 0 && { omitted }), attempts: attemptsIn(row) };
  }

  /** What came out of a step is kept once: as the data of what followed. */
  async #followerData(row: MessageRow, version: number): Promise<string | null> {
    const isPassedOn = row.state === 'done' && attemptsIn(row).at(-1)?.outcome === 'success';
    if (!isPassedOn) return null;
    const process = await this.versions.compiled(row.tenant, row.process, row.version ?? version);
    const edges = process.edges(row.step);
    const ids = edges.flatMap(({ to }) => edges.map((_edge, index) => followerId(row.id, to, index)));
    return (await this.store.firstOf(row.tenant, ids))?.data ?? null;
  }
}

/** Of others the output is what is kept for when they are worked on again. */
function isPassed({ state }: MessageRow): boolean {
  return state === 'done' || state === 'stopped' || state === 'collected';
}

function outputOf({ result }: Kept): unknown {
  return result.outcome === 'page' ? { items: result.items.length, cursor: result.cursor } : result.output;
}
