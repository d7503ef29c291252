import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';

import { GitHub } from '../github.application.ts';
import { ListProjects } from './list-projects.ts';

const input = { owner: 'octo-org', search: 'is:open', first: 1 };
const project = {
  id: 'PVT_1',
  number: 1,
  title: 'Roadmap',
  shortDescription: null,
  url: 'https://github.com/orgs/octo-org/projects/1',
  public: false,
  closed: false,
  template: false,
  createdAt: '2026-01-08T23:48:37Z',
  updatedAt: '2026-11-23T19:35:32Z',
  closedAt: null,
};
const pageOf = (nodes: readonly object[], endCursor: string | null) => ({
  data: { repositoryOwner: { projectsV2: { nodes, pageInfo: { hasNextPage: endCursor !== null, endCursor } } } },
});
const reply = pageOf([project], 'Y3Vyc29yOjE');
const nextReply = pageOf([{ ...project, id: 'PVT_2', number: 2 }], null);

describe('ListProjects', () => {
  it('reads page after page', async () => {
    const api = testConnector(ListProjects, { application: GitHub });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[project], [{ ...project, id: 'PVT_2', number: 2 }]]);
    expect(api.requests).toMatchObject([
      { method: 'POST', path: '/graphql', body: { variables: input } },
      { body: { variables: { ...input, after: 'Y3Vyc29yOjE' } } },
    ]);
  });

  it('finds nothing at an owner that does not exist', async () => {
    const api = testConnector(ListProjects, { application: GitHub });
    api.replies({ data: { repositoryOwner: null } });

    expect(await api.pages({ owner: 'nobody' })).toEqual([[]]);
  });
});

faultMatrix(ListProjects, { application: GitHub, input, reply, nextReply });
