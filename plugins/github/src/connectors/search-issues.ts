import { byLink, get, type InputOf, PagedConnector, type ResponseOf } from '@mortise/sdk';
import { z } from 'zod';
import { per_page } from '../fields.ts';
import { Issue } from '../issue.ts';

const TextMatch = z.looseObject({
  object_url: z.string().optional(),
  object_type: z.string().nullish(),
  property: z.string().optional(),
  fragment: z.string().optional(),
  matches: z.array(z.looseObject({ text: z.string().optional(), indices: z.array(z.int()).optional() })).optional(),
});

const sort = z.enum([
  'comments',
  'reactions',
  'reactions-+1',
  'reactions--1',
  'reactions-smile',
  'reactions-thinking_face',
  'reactions-heart',
  'reactions-tada',
  'interactions',
  'created',
  'updated',
]);

/** @see https://docs.github.com/en/rest/search/search#search-issues-and-pull-requests */
export class SearchIssues extends PagedConnector {
  readonly name = 'search-issues';
  readonly title = 'Search issues and pull requests';
  override readonly description = 'The first 1,000 that are found.';
  readonly input = z.object({
    q: z
      .string()
      .min(1)
      .meta({ title: 'Search', description: 'For example: repo:octo-org/octo-repo is:issue is:open label:bug' }),
    sort: sort.optional().meta({ title: 'Order', description: 'The best match if empty' }),
    order: z.enum(['desc', 'asc']).optional().meta({ title: 'Direction' }),
    advanced_search: z.string().optional().meta({ description: 'true: the search knows AND, OR and brackets' }),
    search_type: z.enum(['semantic', 'hybrid']).optional().meta({ description: 'Search by meaning, alone or beside words' }),
    per_page,
  });
  readonly output = Issue.extend({ score: z.number(), text_matches: z.array(TextMatch).optional() });
  readonly response = z.object({ items: z.array(z.unknown()) });
  readonly pagination = byLink();

  request(query: InputOf<SearchIssues>) {
    return get('/search/issues', { query });
  }

  items({ items }: ResponseOf<SearchIssues>) {
    return items;
  }
}
