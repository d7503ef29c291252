import { expect } from 'vitest';
import { describesAnswer } from '../fake-api/answer.ts';
import type { RecordedRequest } from '../fake-api/recorded-request.ts';
import { codeOf, type Trial } from './trial.ts';

/** A cursor that stands in the request as it is, and not only what is read from it. */
const plainCursor = /^[\w.~+/=:@-]+$/;

/** The second page of a batch, and a page on which there is nothing. */
export function tryPaging(trial: Trial): void {
  if (trial.action.kind !== 'batch') return;

  trial.it('secondPage', 'asks for the second page with the cursor of the first', async () => {
    const test = trial.start().replies(...trial.replies);
    const first = await trial.run(test);
    const cursor = first.outcome === 'page' ? first.cursor : undefined;
    if (cursor === undefined) {
      return expect.fail('The reply names no next page. Give one that does, or say why under except: { secondPage: "…" }.');
    }
    const hasNext = 'nextReply' in trial.case;
    test.replies(...(hasNext ? [trial.case.nextReply] : trial.replies));
    const second = await trial.run(test, { cursor });
    // Without a reply of its own the second page names the cursor of the first again, which is refused after it was read.
    if (hasNext || codeOf(second) !== 'endless_pages') expect(second).toMatchObject({ outcome: 'page' });
    const [one, two] = [test.requests[0], test.requests[trial.replies.length]];
    expect(two && textOf(two), 'the request for the second page').not.toBe(one && textOf(one));
    if (plainCursor.test(cursor)) expect(two && textOf(two), 'the request for the second page').toContain(cursor);
  });

  trial.it('emptyPage', 'gives no item where there is none', async () => {
    const reply = 'emptyReply' in trial.case ? trial.case.emptyReply : emptied(trial.replies[0]);
    const test = trial.start().replies(reply);
    expect(await trial.run(test)).toMatchObject({ outcome: 'page', items: [] });
  });
}

function textOf({ method, host, path, query, body }: RecordedRequest): string {
  const parameters = Object.entries(query).map(([name, value]) => `${name}=${String(value)}`);
  const sent = typeof body === 'string' ? body : JSON.stringify(body);
  return `${method} https://${host}${decodeURIComponent(path)}?${parameters.join('&')} ${sent ?? ''}`;
}

/** A reply with its outermost lists emptied. */
function emptied(reply: unknown): unknown {
  if (describesAnswer(reply)) return { ...reply, body: emptied(reply.body) };
  if (Array.isArray(reply)) return [];
  if (typeof reply !== 'object' || reply === null) return reply;
  return Object.fromEntries(Object.entries(reply).map(([name, value]) => [name, emptied(value)]));
}
