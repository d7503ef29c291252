/**
 * A status, a comparison (`'<300'`, `'>=500'`), a range whose right side is exclusive (`'400-408'`), or several of them.
 * This is the grammar of Orchesty's result ranges.
 */
export type StatusRanges = number | string | readonly (number | string)[];

/**
 * How an answer is judged by its status. `success`, `fail` and `retry` are tried in this order; a status that none of them
 * names is judged as without the field. Bare ranges name the successes, and then every other status from 300 on is retried.
 */
export type Responses =
  | StatusRanges
  | { readonly success?: StatusRanges; readonly fail?: StatusRanges; readonly retry?: StatusRanges };

export type Verdict = 'success' | 'fail' | 'retry';

type Judge = (status: number) => Verdict;
type Match = (status: number) => boolean;

/** Connectors declare their ranges once and are judged by them on every call. */
const compiled = new WeakMap<object, Judge>();

/** Judges a status. Throws a TypeError where any of the ranges is not written in the grammar. */
export function judgeStatus(status: number, responses?: Responses): Verdict {
  if (responses === undefined) return judgeByDefault(status);
  if (typeof responses !== 'object') return compile(responses)(status);
  let judge = compiled.get(responses);
  if (!judge) {
    judge = compile(responses);
    compiled.set(responses, judge);
  }
  return judge(status);
}

function judgeByDefault(status: number): Verdict {
  if (status < 300) return 'success';
  return status === 408 || status === 425 || status === 429 || status >= 500 ? 'retry' : 'fail';
}

function compile(responses: Responses): Judge {
  if (!isNamed(responses)) {
    const isSuccess = matchAny(responses);
    return (status) => (isSuccess(status) || status < 300 ? 'success' : 'retry');
  }
  const verdicts = (['success', 'fail', 'retry'] as const).map((verdict) => ({
    verdict,
    match: matchAny(responses[verdict] ?? []),
  }));
  return (status) => verdicts.find(({ match }) => match(status))?.verdict ?? judgeByDefault(status);
}

function isNamed(responses: Responses): responses is Exclude<Responses, StatusRanges> {
  return typeof responses === 'object' && !Array.isArray(responses);
}

function matchAny(ranges: StatusRanges): Match {
  if (typeof ranges !== 'object') return matchOne(ranges);
  const matches = ranges.map(matchOne);
  return (status) => matches.some((match) => match(status));
}

const grammar = /^\s*(?:(?<exact>\d{3})|(?<comparison><=|>=|<|>)\s*(?<bound>\d{3})|(?<from>\d{3})\s*-\s*(?<to>\d{3}))\s*$/;

function matchOne(range: number | string): Match {
  if (typeof range === 'number') return (status) => status === range;
  const parts = grammar.exec(range)?.groups;
  if (!parts) {
    throw new TypeError(
      `"${range}" is not a status range. Write a status ("404"), a comparison ("<300", ">=500") or a range with an exclusive end ("400-408").`,
    );
  }
  if (parts['exact']) return compare('=', Number(parts['exact']));
  if (!parts['from']) return compare(parts['comparison'], Number(parts['bound']));
  const [from, to] = [Number(parts['from']), Number(parts['to'])];
  return (status) => status >= from && status < to;
}

function compare(operator: string | undefined, bound: number): Match {
  switch (operator) {
    case '=':
      return (status) => status === bound;
    case '<':
      return (status) => status < bound;
    case '<=':
      return (status) => status <= bound;
    case '>':
      return (status) => status > bound;
    default:
      return (status) => status >= bound;
  }
}
