import { type CountingOptions, fullPageOf, isLast, readNumbers, withSize } from './counting.ts';
import type { Pagination } from './pagination.ts';
import { withParameter } from './parameter.ts';

/**
 * A page begins after a number of items. The last one is empty, or the one that `total` or `more` tells; where neither is given,
 * the first after the first page that has fewer items than `size`, or than the first page where that had fewer.
 *
 * `byOffset({ parameter: 'offset', size: { parameter: 'limit', value: 100 } })`
 */
export function byOffset(options: CountingOptions): Pagination {
  const { parameter, in: place = 'query' } = options;
  const at = (cursor: string | undefined): readonly number[] => (cursor === undefined ? [] : readNumbers(cursor));
  return {
    request: (request, cursor) => withParameter(withSize(request, options), parameter, at(cursor)[0] ?? 0, place),
    next(answer) {
      const [offset = 0, shown] = at(answer.cursor);
      const next = offset + answer.items.length;
      const full = fullPageOf(answer, shown, options);
      if (isLast(answer, next, full, options)) return undefined;
      return full?.isCapped ? `${next}:${full.items}` : String(next);
    },
  };
}
