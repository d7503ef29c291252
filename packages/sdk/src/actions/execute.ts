import { inspect } from 'node:util';
import { ActionError } from '../errors/action-error.ts';
import { isMortiseError, type MortiseError } from '../errors/mortise-error.ts';
import { OutputError } from '../errors/output-error.ts';
import { PaginationError } from '../errors/pagination-error.ts';
import { check } from '../schema/check.ts';
import type { Schema } from '../schema/schema.ts';
import type { Action, ActionContext } from './action.ts';
import { checkInput } from './check-input.ts';
import { isChosenOutcome, type Outcome } from './outcome.ts';
import { withWriteKeys } from './write-keys.ts';

/** An action whose output is known by its type. */
export type ActionWith<Output> = Action & { readonly output: Schema<unknown, Output> };

/**
 * One attempt: checks the input, executes, checks the output. Never throws; whatever happens is an outcome. Waits only for
 * what is a promise: most schemas are not asynchronous, and this is on the way of every call.
 */
export async function execute<Output>(
  action: ActionWith<Output>,
  input: unknown,
  context: ActionContext,
): Promise<Outcome<Output>> {
  try {
    const checked = checkInput(action.input, input);
    const result = await action.execute(checked instanceof Promise ? await checked : checked, withWriteKeys(context));
    if (isChosenOutcome(result)) return await checkOutcome(action, result, context);
    const output = check(action.output, result, OutputError, 'The output');
    return { outcome: 'success', output: output instanceof Promise ? await output : output };
  } catch (thrown) {
    return toOutcome(thrown);
  }
}

/** The outcome that a thrown error means: run again where its type says that this can help, otherwise a failed message. */
export function toOutcome(thrown: unknown): Outcome<never> {
  const error = typed(thrown);
  const contract = error.toJSON();
  if (!error.retryable) return { outcome: 'fail', error: contract };
  if (error.code === 'budget_spent') return { outcome: 'limit', error: contract, ...afterMs(error) };
  return { outcome: 'retry', error: contract, ...afterMs(error) };
}

function afterMs({ retryAfterMs }: MortiseError): { readonly afterMs?: number } {
  return retryAfterMs === undefined ? {} : { afterMs: retryAfterMs };
}

async function checkOutcome<Output>(
  action: ActionWith<Output>,
  outcome: Outcome,
  { cursor }: ActionContext,
): Promise<Outcome<Output>> {
  switch (outcome.outcome) {
    case 'success':
    case 'route':
      return { ...outcome, output: await check(action.output, outcome.output, OutputError, 'The output') };
    case 'page':
      // The cursor of a poll is its state, which stays the same where nothing is new.
      if (action.kind === 'batch' && cursor !== undefined && outcome.cursor === cursor) {
        throw new PaginationError(
          `${action.name} gave the cursor that it was asked for as the next one, and would never end. Check what it reads as cursor.`,
        );
      }
      return { ...outcome, items: await checkItems(action, outcome.items) };
    default:
      return outcome;
  }
}

async function checkItems<Output>(action: ActionWith<Output>, items: readonly unknown[]): Promise<readonly Output[]> {
  const checked: Output[] = [];
  for (const [index, item] of items.entries()) {
    const output = check(action.output, item, OutputError, `Item ${index} of the page`);
    checked.push(output instanceof Promise ? await output : output);
  }
  return checked;
}

/** Looking at what was thrown may itself throw, as with a proxy whose traps do. */
function typed(thrown: unknown): MortiseError {
  try {
    return isMortiseError(thrown) ? thrown : new ActionError(describe(thrown), { cause: thrown });
  } catch (cause) {
    return new ActionError('It threw something that cannot be looked at.', { cause });
  }
}

function describe(thrown: unknown): string {
  if (thrown instanceof Error) return `${thrown.name}: ${thrown.message}`;
  return `It threw ${inspect(thrown, { depth: 1, breakLength: Infinity })}, which is not an Error.`;
}
