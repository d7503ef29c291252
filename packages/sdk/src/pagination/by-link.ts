import { OutputError } from '../errors/output-error.ts';
import { readField } from '../schema/field.ts';
import { readLink } from './link-header.ts';
import type { PageAnswer, Pagination } from './pagination.ts';

export interface LinkOptions {
  /** The relation of the link in the `Link` header. `next` by default. */
  readonly relation?: string;
  /** Where the body holds the address, for a service that puts it there: `links.next`, `@odata.nextLink`. */
  readonly field?: string;
}

/**
 * Each answer links to the next page: in a `Link` header with `rel="next"`, or in a field of its body. The cursor is the address,
 * which takes the place of path and query; like any address it must lead to a declared host.
 * @see https://www.rfc-editor.org/rfc/rfc8288
 */
export function byLink({ relation = 'next', field }: LinkOptions = {}): Pagination {
  return {
    request: (request, cursor) => (cursor === undefined ? request : { ...request, path: cursor }),
    next(answer) {
      const link =
        field === undefined ? readLink(answer.response.headers['link'] ?? '', relation) : readAddress(answer.body, field);
      return link ? toAddress(link, answer) : undefined;
    },
  };
}

function readAddress(body: object, field: string): string | undefined {
  const value = readField(body, field);
  if (value === undefined || value === null || value === false) return undefined;
  if (typeof value === 'string') return value;
  throw new OutputError(field, `"${field}" holds no address of a next page: it is not text. Check \`field\` of the pagination.`);
}

/** A link may be relative to the address that answered. */
function toAddress(link: string, { response, request }: PageAnswer): string {
  const url = URL.parse(link, response.url) ?? URL.parse(link, request.path);
  if (!url) throw new OutputError('', 'The link to the next page is not an address.');
  // A fragment is never sent.
  url.hash = '';
  return url.href;
}
