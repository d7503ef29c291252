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

/** Judges a status. Throws a TypeError where a range is not written in the grammar. */
export function judgeStatus(status: number, responses?: Responses): Verdict {
  if (responses === undefined) return judgeByDefault(status);
  if (!isNamed(responses)) {
    if (matches(status, responses)) return 'success';
    return status >= 300 ? 'retry' : 'success';
  }
  for (const verdict of ['success', 'fail', 'retry'] as const) {
    const ranges = responses[verdict];
    if (ranges !== undefined && matches(status, ranges)) return verdict;
  }
  return judgeByDefault(status);
}

function judgeByDefault(status: number): Verdict {
  if (status < 300) return 'success';
  return status === 408 || status === 425 || status === 429 || status >= 500 ? 'retry' : 'fail';
}

function isNamed(responses: Responses): responses is Exclude<Responses, StatusRanges> {
  return typeof responses === 'object' && !Array.isArray(responses);
}

function matches(status: number, ranges: StatusRanges): boolean {
  return typeof ranges === 'object' ? ranges.some((range) => matchesOne(status, range)) : matchesOne(status, ranges);
}

const grammar = /^\s*(?:(?<exact>\d{3})|(?<comparison><=|>=|<|>)\s*(?<bound>\d{3})|(?<from>\d{3})\s*-\s*(?<to>\d{3}))\s*$/;

function matchesOne(status: number, range: number | string): boolean {
  if (typeof range === 'number') return status === range;
  const parts = grammar.exec(range)?.groups;
  if (!parts) {
    throw new TypeError(
      `"${range}" is not a status range. Write a status ("404"), a comparison ("<300", ">=500") or a range with an exclusive end ("400-408").`,
    );
  }
  if (parts['exact']) return status === Number(parts['exact']);
  if (parts['from']) return status >= Number(parts['from']) && status < Number(parts['to']);
  const bound = Number(parts['bound']);
  switch (parts['comparison']) {
    case '<':
      return status < bound;
    case '<=':
      return status <= bound;
    case '>':
      return status > bound;
    default:
      return status >= bound;
  }
}
