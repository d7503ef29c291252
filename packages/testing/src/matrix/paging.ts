import { expect } from 'vitest';
import { describesAnswer } from '../fake-api/answer.ts';
import type { RecordedRequest } from '../fake-api/recorded-request.ts';
import { sentFields } from './sent-fields.ts';
import { codeOf, type Trial } from './trial.ts';

/** A cursor that stands in the request as it is, and not only what is read from it. */
const plainCursor = /^[\w.~+/=:@-]+$/;

/** The second page of a batch, and a page on which there is nothing. */
export function tryPaging(trial: Trial): void {
  if (trial.action.kind !== 'batch') return;

  trial.it('secondPage', 'asks for the second page with the cursor of the first', async () => {
    const { cursor, second, requests } = await secondPageOf(trial);
    if (cursor === undefined) {
      return expect.fail('The reply names no next page. Give one that does, or say why under except: { secondPage: "…" }.');
    }
    const hasNext = 'nextReply' in trial.case;
    // Without a reply of its own the second page names the cursor of the first again, which is refused after it was read.
    if (hasNext || codeOf(second) !== 'endless_pages') expect(second).toMatchObject({ outcome: 'page' });
    if (hasNext && hasItems(trial.case.nextReply, trial.replies[0])) {
      expect(second?.outcome === 'page' && second.items, 'the items that nextReply holds').not.toEqual([]);
    }
    const [one, two] = [requests[0], requests[trial.replies.length]];
    expect(two && textOf(two), 'the request for the second page').not.toBe(one && textOf(one));
    if (plainCursor.test(cursor)) expect(two && textOf(two), 'the request for the second page').toContain(cursor);
  });

  trial.it('forgottenInput', 'asks for the second page with all that the first was asked with', async () => {
    const { cursor, requests } = await secondPageOf(trial);
    const asked = requests.slice(0, trial.replies.length);
    const next = requests[trial.replies.length];
    if (cursor === undefined || !next || isLinked(next, cursor)) return;
    const [forgotten = []] = asked
      .map((request) => forgottenIn(request, next, cursor))
      .sort((one, other) => one.length - other.length);
    if (forgotten.length > 0) {
      expect.fail(
        `The request for the second page does not say again what the first said: ${forgotten.join(', ')}. Send it with every page, or say why under except: { forgottenInput: "…" }.`,
      );
    }
  });

  trial.it('emptyPage', 'gives no item where there is none', async () => {
    const reply = 'emptyReply' in trial.case ? trial.case.emptyReply : emptied(trial.replies[0]);
    const test = trial.start().replies(reply);
    expect(await trial.run(test)).toMatchObject({ outcome: 'page', items: [] });
  });
}

/** Reads the first page, and the second where the first names one. */
async function secondPageOf(trial: Trial) {
  const test = trial.start().replies(...trial.replies);
  const first = await trial.run(test);
  const cursor = first.outcome === 'page' ? first.cursor : undefined;
  if (cursor === undefined) return { cursor, second: undefined, requests: test.requests };
  test.replies(...('nextReply' in trial.case ? [trial.case.nextReply] : trial.replies));
  const second = await trial.run(test, { cursor });
  return { cursor, second, requests: test.requests };
}

/** Whether a reply holds items where the first one did; of what is no JSON it is taken for granted. */
function hasItems(reply: unknown, first: unknown): boolean {
  const [body, firstBody] = [reply, first].map((each) => (describesAnswer(each) ? each.body : each));
  if (Array.isArray(body)) return body.length > 0 && (!Array.isArray(firstBody) || firstBody.length > 0);
  if (typeof body !== 'object' || body === null || body instanceof Uint8Array) return body !== undefined && body !== '';
  const before = new Map(typeof firstBody === 'object' && firstBody !== null ? Object.entries(firstBody) : []);
  return Object.entries(body).some(
    ([name, value]) => typeof value === 'object' && value !== null && before.has(name) && hasItems(value, before.get(name)),
  );
}

/** Whether the cursor is the address of the page, which a service gives with all that was asked for. */
function isLinked({ host, path, target }: RecordedRequest, cursor: string): boolean {
  if (!/^(?:https?:\/\/|[/?])/.test(cursor)) return false;
  const url = URL.parse(cursor, `https://${host}${path}`);
  return url !== null && target === `${url.pathname}${url.search}`;
}

/** What one request says and the next does not. What comes of the cursor may be another on every page. */
function forgottenIn(request: RecordedRequest, next: RecordedRequest, cursor: string): string[] {
  const said = sentFields(next);
  return [...sentFields(request)]
    .filter(([place, value]) => {
      const again = said.get(place);
      return again !== value && (again === undefined || !(cursor.includes(again) || again.includes(cursor)));
    })
    .map(([place, value]) => `${place} (${JSON.stringify(value)})`);
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
