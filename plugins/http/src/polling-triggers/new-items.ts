import {
  Action,
  type ActionContext,
  get,
  type InputOf,
  type Outcome,
  OutputError,
  PollingTrigger,
  parseXml,
  type ResponseOf,
  readField,
} from '@mortise/sdk';
import { z } from 'zod';
import { withHeaders } from '../connection-headers.ts';
import { belongTogether, items, target } from '../fields.ts';
import { itemsIn } from '../items.ts';

const input = z
  .object({
    ...target,
    items,
    key: z.string().min(1).meta({
      title: 'Key at',
      description: 'A dotted path to what tells an item from all others, for example id, in RSS guid.#text',
    }),
    sinceParameter: z.string().min(1).optional().meta({
      title: 'Parameter of the beginning',
      description: 'Where the service takes one, so that it gives no more than what is new, for example createdAfter',
    }),
    since: z.string().min(1).optional().meta({
      title: 'Next beginning at',
      description: 'A dotted path to its next value in the answer, for example orders.-1.createdAt',
    }),
  })
  .superRefine(belongTogether('since', 'sinceParameter'));
type Input = z.infer<typeof input>;

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-9.3.1 */
export class NewItems extends Action {
  readonly kind = 'poll';
  readonly intervalSeconds = 300;
  readonly name = 'new-items';
  readonly title = 'New items';
  override readonly description = 'Items of a list, in JSON or XML, whose key was not there before. Each poll reads one page.';
  readonly input = input;
  readonly output = z.unknown();

  execute(given: InputOf<NewItems>, context: ActionContext): Promise<Outcome> {
    return new ItemsByKey(given).execute(given, context);
  }
}

/** What is no JSON arrives as text. A promise that is rejected here would be one that nobody waits for, hence the issue. */
const JsonOrXml = z.unknown().transform(async (body, context) => {
  if (typeof body !== 'string') return { body, isXml: false };
  try {
    return { body: await parseXml(body), isXml: true };
  } catch (thrown) {
    context.addIssue(thrown instanceof Error ? thrown.message : 'It is neither JSON nor XML.');
    return z.NEVER;
  }
});

/** What one poll looks for, as the facts that the SDK wants. */
class ItemsByKey extends PollingTrigger {
  readonly name = 'new-items';
  readonly title = 'New items';
  readonly input = input;
  readonly output = z.unknown();
  readonly response = JsonOrXml;
  readonly #input: Input;

  constructor(given: Input) {
    super();
    this.#input = given;
  }

  request({ path, query, headers, sinceParameter }: Input, since: string | undefined, context: ActionContext) {
    return withHeaders(get(path, { query: { ...query, ...(sinceParameter && { [sinceParameter]: since }) } }), headers, context);
  }

  poll({ body, isXml }: ResponseOf<ItemsByKey>) {
    const since = this.#input.since === undefined ? undefined : readField(body, this.#input.since);
    return {
      items: itemsIn(body, this.#input.items, isXml),
      since: typeof since === 'string' || typeof since === 'number' ? String(since) : undefined,
    };
  }

  key(item: unknown) {
    const { key: path } = this.#input;
    const key = readField(item, path);
    if ((typeof key === 'string' && key !== '') || typeof key === 'number') return String(key);
    throw new OutputError(path, `An item has neither text nor a number at "${path}", so it cannot be told from others.`);
  }
}
