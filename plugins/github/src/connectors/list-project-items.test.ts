import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { projectItem } from '../../test/project-item.ts';
import { GitHub } from '../github.application.ts';
import { ListProjectItems } from './list-project-items.ts';

const input = { projectId: 'PVT_1', first: 1 };
const pageOf = (nodes: readonly object[], endCursor: string | null) => ({
  data: { node: { items: { nodes, pageInfo: { hasNextPage: endCursor !== null, endCursor } } } },
});
const reply = pageOf([projectItem], 'Y3Vyc29yOjE');
const nextReply = pageOf([{ ...projectItem, id: 'PVTI_2', content: null, type: 'REDACTED' }], null);

describe('ListProjectItems', () => {
  it('reads page after page', async () => {
    const api = testConnector(ListProjectItems, { application: GitHub });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[projectItem], [{ ...projectItem, id: 'PVTI_2', content: null, type: 'REDACTED' }]]);
    expect(api.requests).toMatchObject([
      { method: 'POST', path: '/graphql', body: { variables: input } },
      { body: { variables: { ...input, after: 'Y3Vyc29yOjE' } } },
    ]);
  });
});

faultMatrix(ListProjectItems, { application: GitHub, input, reply, nextReply });
