import type { Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { Collectors, largestCollectionMiB } from './batches.ts';
import { cursorOf, failedResult, type HopResult } from './message.ts';

/** As a column holds it. Nothing that was collected is like this. */
const notCollected = 'null';

const outsideBatch = {
  code: 'collect_without_batch',
  title: 'There is nothing to collect the message with',
  detail:
    'It arrived without a batch that is collected at this step. Put the batch before this step and publish the process, then start ' +
    'the run again, or discard the message.',
};

const tooLarge = {
  code: 'too_large',
  title: 'The batch is too large to be collected',
  detail:
    `What arrived has more than ${largestCollectionMiB} MiB. Let its items hold less before they are collected, then start the run ` +
    'again. This message can be given other data and be replayed, or be discarded.',
};

/** What nothing would ever come of has failed: it waits to be collected where nobody does, or is what was too large for it. */
export async function withoutUncollected(transaction: Transaction<Tables>, results: readonly HopResult[]): Promise<HopResult[]> {
  const arrived = results.filter(({ outcome }) => outcome.state === 'collected');
  const batches = arrived.flatMap(({ hop }) => hop.message.batch ?? []);
  const rows =
    batches.length === 0
      ? []
      : await transaction
          .selectFrom('batches')
          .select(['id', 'collectors'])
          .where('id', 'in', [...new Set(batches)])
          .execute();
  const collectors = new Map(rows.map((row) => [row.id, Collectors.parse(JSON.parse(row.collectors))]));
  return results.map((result) => {
    const { hop, attempt } = result;
    const { data, batch, step } = hop.message;
    if (result.outcome.state === 'waiting') return result;
    // Where the whole run was cancelled, its batches are gone.
    const isCollected = batch !== null && (collectors.get(batch)?.includes(step) ?? true);
    if (result.outcome.state === 'collected') return isCollected ? result : failedResult(hop, attempt, outsideBatch);
    const cursor = data === notCollected ? cursorOf(hop.message) : undefined;
    return cursor && 'collected' in cursor ? failedResult(hop, attempt, tooLarge) : result;
  });
}
