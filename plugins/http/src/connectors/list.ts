import {
  Action,
  type ActionContext,
  HostNotDeclaredError,
  type InputOf,
  type Outcome,
  OutputError,
  page,
  post,
} from '@mortise/sdk';
import { z } from 'zod';
import { isXml, readBody } from '../answer.ts';
import { withHeaders } from '../connection-headers.ts';
import { belongTogether, items, target } from '../fields.ts';
import { itemsIn } from '../items.ts';
import { paginationOf, paging } from '../paging.ts';
import { readSettings } from '../settings.ts';

/** @see https://www.rfc-editor.org/rfc/rfc8288 */
export class List extends Action {
  readonly kind = 'batch';
  readonly name = 'list';
  readonly title = 'List items';
  override readonly description = 'The items of a list, page by page, in JSON or XML.';
  readonly input = z
    .object({
      method: z
        .enum(['GET', 'POST'])
        .default('GET')
        .meta({ title: 'Method', description: 'POST for a search whose terms are JSON' }),
      ...target,
      json: z
        .unknown()
        .optional()
        .meta({ title: 'JSON', description: 'What is searched for', showIf: { method: ['POST'] } }),
      items,
      ...paging,
    })
    .superRefine(belongTogether('size', 'sizeParameter'));
  readonly output = z.unknown();

  async execute(input: InputOf<List>, context: ActionContext): Promise<Outcome> {
    const { cursor } = context;
    const { method, path, query = {}, headers, json } = input;
    const pagination = paginationOf(input);
    const first = { ...post(path, { query, json }), method };
    const request = pagination.request(withHeaders(first, headers, context), cursor);
    if (input.pagination === 'link') checkHost(request.path, context);
    const response = await context.send(request);
    const body = await readBody(response);
    if (typeof body !== 'object' || body === null)
      throw new OutputError('', 'The answer is neither JSON nor XML, so it has no items.');
    const found = itemsIn(body, input.items, isXml(response));
    return page(found, pagination.next({ body, items: found, cursor, request, response }));
  }
}

/** The service names the next page; it may not name another host, which would be given the credentials. */
function checkHost(address: string, { settings }: ActionContext): void {
  const { baseUrl } = readSettings(settings);
  const host = URL.parse(address)?.host;
  if (host === undefined || host === new URL(baseUrl).host) return;
  throw new HostNotDeclaredError(`The link to the next page leads to ${host}. Only the host of the base URL is called.`);
}
