import { type CountingOptions, fullPageOf, isLast, readCount, readNumbers, withSize } from './counting.ts';
import type { Pagination } from './pagination.ts';
import { withParameter } from './parameter.ts';

export interface PageNumberOptions extends CountingOptions {
  /** The number of the first page. 1 by default. */
  readonly first?: number;
  /** Where the answer holds the number of pages, for example `meta.total_pages`. */
  readonly totalPages?: string;
}

/**
 * Pages have numbers. The last one is empty, or the one that `total`, `totalPages` or `more` tells; where none of them is given,
 * the first after the first page that has fewer items than `size`, or than the first page where that had fewer.
 *
 * `byPage({ parameter: 'page', size: { parameter: 'per_page', value: 100 } })`
 */
export function byPage(options: PageNumberOptions): Pagination {
  const { parameter, first = 1, totalPages, in: place = 'query' } = options;
  const at = (cursor: string | undefined): readonly number[] => (cursor === undefined ? [first] : readNumbers(cursor));
  return {
    request: (request, cursor) => withParameter(withSize(request, options), parameter, at(cursor)[0] ?? first, place),
    next(answer) {
      const [number = first, noted] = at(answer.cursor);
      const isCounted = options.total !== undefined;
      // A service may give fewer items than it is asked for, so those that came are counted.
      const itemsSoFar = (isCounted ? (noted ?? 0) : 0) + answer.items.length;
      // Where the service tells the number of pages, a page that is not full is no sign of the end.
      const full = isCounted || totalPages !== undefined ? undefined : fullPageOf(answer, noted, options);
      if (isLast(answer, itemsSoFar, full, options)) return undefined;
      if (totalPages !== undefined && number - first + 1 >= readCount(answer.body, totalPages)) return undefined;
      if (isCounted) return `${number + 1}:${itemsSoFar}`;
      return full?.isCapped ? `${number + 1}:${full.items}` : String(number + 1);
    },
  };
}
