import type { Outcome } from '@mortise/sdk';
import { type Envelope, header, textOf } from './envelope.ts';
import { type Follower, followersOf } from './followers.ts';
import type { NodeKind } from './node-kind.ts';

/** What a platform does with a message, by the code that it is answered with. */
export const resultCode = {
  success: 0,
  repeat: 1001,
  forward: 1002,
  doNotContinue: 1003,
  limitExceeded: 1004,
  stopAndFailed: 1006,
  cursorWithFollowers: 1010,
  cursorOnly: 1011,
} as const;

type Result = keyof typeof resultCode;
type Headers = Readonly<Record<string, string>>;

/** What a platform's own workers ask for, where nothing says otherwise. */
const usual = { intervalSeconds: 60, maxHops: 10 };
/** Waiting for a budget is no failure, but without a limiter a platform knows no other way to wait. */
const hopsForBudget = 1000;
const longestMessage = 1000;

/**
 * The envelope that tells a platform how an action has ended. It takes the headers in it for its own, so all that came go back: without
 * them the process would be lost, and its repeats would never end.
 */
export function replyTo(received: Envelope, outcome: Outcome, kind: NodeKind): Envelope {
  switch (outcome.outcome) {
    case 'success':
      return kind === 'batch'
        ? turnPage(received, Array.isArray(outcome.output) ? outcome.output : [outcome.output], undefined)
        : goOn(received, 'success', toText(outcome.output));
    case 'page':
      if (kind === 'batch') return turnPage(received, outcome.items, outcome.cursor);
      return outcome.cursor === undefined
        ? goOn(received, 'success', toText(outcome.items))
        : stopAndFail(received, 'The action gives pages, which only a batch can go through.');
    case 'route':
      return kind === 'batch'
        ? stopAndFail(received, 'The action chose followers, which a platform lets no batch do.')
        : forward(received, outcome.to, outcome.output);
    case 'stop':
      return goOn(received, 'doNotContinue', received.body, outcome.reason ?? 'There is nothing more to do.');
    case 'limit':
      return wait(received, outcome.error?.detail ?? 'The budget of the account is spent.', outcome.afterMs);
    case 'retry':
      return repeat(received, outcome.error.detail, { afterMs: outcome.afterMs, maxHops: outcome.maxAttempts });
    case 'fail':
      return stopAndFail(received, outcome.error.detail);
  }
}

/** The message goes to the failed ones at once. */
export function stopAndFail(received: Envelope, message: string): Envelope {
  return answer(received, 'stopAndFailed', received.body, message);
}

function turnPage(received: Envelope, items: readonly unknown[], cursor: string | undefined): Envelope {
  const body = JSON.stringify(items.map((item) => ({ headers: {}, body: toText(item) })));
  if (cursor === undefined) return goOn(received, 'success', body);
  const result = items.length > 0 ? 'cursorWithFollowers' : 'cursorOnly';
  return answer(received, result, body, `The batch goes on after ${items.length} items.`, { [header.cursor]: cursor });
}

function forward(received: Envelope, to: readonly string[], output: unknown): Envelope {
  const followers = followersOf(received);
  const chosen = followers.filter(({ name }) => to.includes(name));
  if (chosen.length === 0) return stopAndFail(received, noSuchFollower(to, followers));
  const ids = chosen.map(({ id }) => id).join(',');
  return goOn(received, 'forward', toText(output), `Goes on to ${chosen.map(({ name }) => name).join(', ')}.`, {
    [header.chosenFollowers]: ids,
  });
}

/**
 * A platform's limiter takes what it is given for the message, so that is the message itself. It gives back only what it was sent
 * before: it has to know under which key, and where to.
 */
function wait(received: Envelope, message: string, afterMs: number | undefined): Envelope {
  const isLimited = [header.limiterKey, header.limiterReturn].every((name) => textOf(received, name) !== undefined);
  if (isLimited) return answer(received, 'limitExceeded', received.body, message);
  return repeat(received, message, { afterMs, maxHops: hopsForBudget });
}

function repeat(
  received: Envelope,
  message: string,
  { afterMs, maxHops = usual.maxHops }: { readonly afterMs: number | undefined; readonly maxHops: number | undefined },
): Envelope {
  const seconds = afterMs === undefined ? usual.intervalSeconds : Math.max(1, Math.ceil(afterMs / 1000));
  return answer(received, 'repeat', received.body, message, {
    [header.repeatInterval]: String(seconds),
    [header.repeatMaxHops]: String(maxHops),
  });
}

/** Where a node is left, its cursor goes too. */
function goOn(received: Envelope, result: Result, body: string, message = 'Done.', more: Headers = {}): Envelope {
  const { [header.cursor]: _cursor, ...headers } = received.headers;
  return answer({ ...received, headers }, result, body, message, more);
}

function answer(received: Envelope, result: Result, body: string, message: string, more: Headers = {}): Envelope {
  const {
    [header.resultCode]: _code,
    [header.resultMessage]: _message,
    [header.resultDetail]: _detail,
    [header.chosenFollowers]: _chosen,
    ...headers
  } = received.headers;
  const text = message.replace(/\s*[\r\n]+\s*/g, ' ').slice(0, longestMessage);
  const own = { [header.resultCode]: String(resultCode[result]), [header.resultMessage]: text };
  return { headers: { ...headers, ...more, ...own }, body };
}

/** A platform's bodies are text. What is text already stays as it is. */
function toText(output: unknown): string {
  return typeof output === 'string' ? output : JSON.stringify(output ?? null);
}

function noSuchFollower(wanted: readonly string[], followers: readonly Follower[]): string {
  const known = followers.map(({ name }) => name).join(', ') || 'none';
  return `The action chose the followers ${wanted.join(', ')}, none of which the node has. It has: ${known}.`;
}
