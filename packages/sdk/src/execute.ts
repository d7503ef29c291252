import type { Action, ActionContext } from './action.ts';
import { check } from './check.ts';
import { ActionError } from './errors/action-error.ts';
import { InputError } from './errors/input-error.ts';
import { isMortiseError } from './errors/mortise-error.ts';
import { OutputError } from './errors/output-error.ts';
import { isChosenOutcome, type Outcome } from './outcome.ts';

/** One attempt: checks the input, executes, checks the output. Never throws; whatever happens is an outcome. */
export async function execute(action: Action, input: unknown, context: ActionContext): Promise<Outcome> {
  try {
    const checked = await check(action.input, input, InputError, 'The input');
    const result = await action.execute(checked, context);
    return await checkOutput(action, isChosenOutcome(result) ? result : { outcome: 'success', output: result });
  } catch (thrown) {
    return toOutcome(thrown);
  }
}

/** The outcome that a thrown error means: run again where its type says that this can help, otherwise a failed message. */
export function toOutcome(thrown: unknown): Outcome {
  const error = isMortiseError(thrown) ? thrown : new ActionError(describe(thrown), { cause: thrown });
  const contract = error.toJSON();
  if (!error.retryable) return { outcome: 'fail', error: contract };
  return error.retryAfterMs === undefined
    ? { outcome: 'retry', error: contract }
    : { outcome: 'retry', error: contract, afterMs: error.retryAfterMs };
}

async function checkOutput(action: Action, outcome: Outcome): Promise<Outcome> {
  switch (outcome.outcome) {
    case 'success':
    case 'route':
      return { ...outcome, output: await check(action.output, outcome.output, OutputError, 'The output') };
    case 'page':
      return { ...outcome, items: await checkItems(action, outcome.items) };
    default:
      return outcome;
  }
}

async function checkItems(action: Action, items: readonly unknown[]): Promise<readonly unknown[]> {
  const checked: unknown[] = [];
  for (const [index, item] of items.entries()) {
    const output = check(action.output, item, OutputError, `Item ${index} of the page`);
    checked.push(output instanceof Promise ? await output : output);
  }
  return checked;
}

function describe(thrown: unknown): string {
  return thrown instanceof Error
    ? `${thrown.name}: ${thrown.message}`
    : `It threw ${JSON.stringify(thrown) ?? String(thrown)}, which is not an Error.`;
}
