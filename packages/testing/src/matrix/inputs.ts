import { FileReference, type Outcome } from '@mortise/sdk';
import { expect } from 'vitest';
import type { RecordedRequest } from '../fake-api/recorded-request.ts';
import { type ActionTest, codeOf, type Trial } from './trial.ts';

/** So many fields of an input are looked at. */
const maxFields = 20;
/** The same each time, since some services take it in the body. */
const idempotencyKey = 'key-of-the-matrix';

/** What is filled in has to arrive somewhere: in a request, or in the output. */
export function tryInputs(trial: Trial): void {
  trial.it('ignoredInput', 'heeds every field of its input', async () => {
    const facts = await steadyFacts(trial);
    for (const { path, inputs } of variantsOf(trial.case.input).slice(0, maxFields)) {
      let isTaken = false;
      let isHeeded = false;
      for (const input of inputs) {
        const { test, outcome } = await runWith(trial, input);
        if (codeOf(outcome) === 'invalid_input') continue;
        isTaken = true;
        const changed = factsOf(test, outcome);
        isHeeded ||= [...facts].some(([name, value]) => changed.get(name) !== value);
        if (isHeeded) break;
      }
      if (isTaken && !isHeeded) {
        expect.fail(
          `Whatever "${path}" says, the same is sent and given. Use it, or say why under except: { ignoredInput: "…" }.`,
        );
      }
    }
  });
}

/** What can be seen of a call, without what differs from one call to the next, such as keys and boundaries. */
async function steadyFacts(trial: Trial): Promise<ReadonlyMap<string, string>> {
  const [one, other] = [await runWith(trial, trial.case.input), await runWith(trial, trial.case.input)];
  const again = factsOf(other.test, other.outcome);
  return new Map([...factsOf(one.test, one.outcome)].filter(([name, value]) => again.get(name) === value));
}

async function runWith(trial: Trial, input: unknown): Promise<{ readonly test: ActionTest; readonly outcome: Outcome }> {
  const test = trial.start().replies(...trial.replies);
  // Another input may lead to more requests.
  test.fake.otherwise(() => trial.replies.at(-1));
  const outcome = await test.outcome(input, { idempotencyKey });
  const cursor = trial.action.kind === 'batch' && outcome.outcome === 'page' ? outcome.cursor : undefined;
  if (cursor === undefined) return { test, outcome };
  // How a list goes on is seen in the request for its second page.
  await test.outcome(input, { idempotencyKey, cursor });
  return { test, outcome };
}

function factsOf({ requests }: ActionTest, outcome: Outcome): ReadonlyMap<string, string> {
  const facts = new Map([['outcome', JSON.stringify(outcome)]]);
  for (const [index, request] of requests.entries()) {
    const { method, host, target, headers } = request;
    const [path = '', query = ''] = target.split(/\?(.*)/s);
    facts.set(`address ${index}`, `${method} ${host}${path}`);
    // Each for itself: a credential among them differs from call to call.
    for (const parameter of query.split('&')) {
      const name = `query ${index} ${parameter.split('=', 1)[0]}`;
      facts.set(name, `${facts.get(name) ?? ''}&${parameter}`);
    }
    facts.set(`parameters ${index}`, String(query.split('&').length));
    facts.set(`body ${index}`, bodyOf(request));
    for (const [name, value] of Object.entries(headers)) facts.set(`header ${index} ${name}`, String(value));
  }
  return facts;
}

function bodyOf({ headers, text }: RecordedRequest): string {
  const boundary = /boundary="?([^";]+)/.exec(String(headers['content-type'] ?? ''))?.[1];
  return boundary === undefined ? text : text.replaceAll(boundary, 'boundary');
}

interface Variants {
  readonly path: string;
  readonly inputs: readonly unknown[];
}

/** The input once more for each of its fields, with other values in that field. */
function variantsOf(input: unknown, path = ''): readonly Variants[] {
  if (Array.isArray(input))
    return input.flatMap((item, index) => within(item, `${path}[${index}]`, (changed) => input.with(index, changed)));
  // What else a reference says of its file is known to whoever keeps it.
  const { data: file } = FileReference.safeParse(input);
  if (file) return [{ path: `${path}.id`, inputs: [{ ...file, id: `${file.id}x` }] }];
  if (typeof input === 'object' && input !== null) {
    return Object.entries(input).flatMap(([name, value]) =>
      within(value, path === '' ? name : `${path}.${name}`, (changed) => ({ ...input, [name]: changed })),
    );
  }
  return path === '' ? [] : [{ path, inputs: othersOf(input) }];
}

function within(value: unknown, path: string, put: (changed: unknown) => unknown): readonly Variants[] {
  return variantsOf(value, path).map((variants) => ({ ...variants, inputs: variants.inputs.map(put) }));
}

/** Several, since not every one fits the schema of the field. */
function othersOf(value: unknown): readonly unknown[] {
  switch (typeof value) {
    case 'string':
      return [`${value}x`, `${value}7`, value.slice(1)].filter((other) => other !== '' && other !== value);
    case 'number':
      return [value + 1, value - 1];
    case 'boolean':
      return [!value];
    default:
      return [];
  }
}
