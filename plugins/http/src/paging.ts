import {
  byCursor,
  byLink,
  byOffset,
  byPage,
  type CountingOptions,
  number,
  type PageNumberOptions,
  type Pagination,
  select,
  text,
} from '@mortise/sdk';
import type { z } from 'zod';

const counted = { pagination: ['page', 'offset'] } as const;
const parametric = { pagination: ['cursor', 'page', 'offset'] } as const;

/** How a list goes on, as the user describes it. */
export const paging = {
  pagination: select('Pages', {
    none: 'There is only one',
    cursor: 'Each answer holds a cursor to the next',
    page: 'They have numbers',
    offset: 'They begin after a number of items',
    link: 'Each answer links to the next',
  }),
  parameter: text('Parameter', { showIf: parametric, help: 'What takes the cursor, the number or the offset, for example page' }),
  parameterIn: select(
    'Parameters go',
    { query: 'Into the query', body: 'Into the JSON that is sent' },
    { showIf: { ...parametric, method: 'POST' }, optional: true, help: 'Into the query where nothing is chosen' },
  ),
  next: text('Next cursor at', {
    showIf: { pagination: 'cursor' },
    help: 'A dotted path in the answer, for example paging.next; data.-1.id is the id of the last item',
  }),
  link: text('Next link at', {
    showIf: { pagination: 'link' },
    optional: true,
    help: 'A dotted path in the answer, for example links.next; otherwise the header Link is read',
  }),
  firstPage: number('Number of the first page', {
    showIf: { pagination: 'page' },
    optional: true,
    min: 0,
    integer: true,
    help: '1 by default',
  }),
  sizeParameter: text('Parameter of the size', { showIf: counted, optional: true, help: 'For example per_page or limit' }),
  size: number('Size of a page', {
    showIf: counted,
    optional: true,
    min: 1,
    integer: true,
    help: 'After the first page, a shorter one is the last',
  }),
  more: text('"There is more" at', {
    showIf: parametric,
    optional: true,
    help: 'A dotted path in the answer, for example has_more',
  }),
  total: text('Number of items at', {
    showIf: counted,
    optional: true,
    help: 'A dotted path in the answer, for example meta.total',
  }),
  totalPages: text('Number of pages at', {
    showIf: { pagination: 'page' },
    optional: true,
    help: 'The same, for example meta.pages',
  }),
};

type Paging = z.infer<z.ZodObject<typeof paging>>;

/** The form demands `parameter` and `next` where it shows them. */
export function paginationOf(given: Paging): Pagination {
  const { pagination, parameter = '', parameterIn = 'query', next = '', link, more } = given;
  switch (pagination) {
    case 'none':
      return { request: (request) => request, next: () => undefined };
    case 'cursor':
      return byCursor({ parameter, next, in: parameterIn, ...(more !== undefined && { while: more }) });
    case 'page':
      return byPage({ ...counting(given), ...pageNumbers(given) });
    case 'offset':
      return byOffset(counting(given));
    case 'link':
      return byLink(link === undefined ? {} : { field: link });
  }
}

function counting({ parameter = '', parameterIn = 'query', size, sizeParameter, more, total }: Paging): CountingOptions {
  return {
    parameter,
    in: parameterIn,
    ...(size !== undefined && sizeParameter !== undefined && { size: { parameter: sizeParameter, value: size } }),
    ...(more !== undefined && { more }),
    ...(total !== undefined && { total }),
  };
}

function pageNumbers({ firstPage, totalPages }: Paging): Pick<PageNumberOptions, 'first' | 'totalPages'> {
  return { ...(firstPage !== undefined && { first: firstPage }), ...(totalPages !== undefined && { totalPages }) };
}
