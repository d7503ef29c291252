import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { projectItem } from '../../test/project-item.ts';
import { GitHub } from '../github.application.ts';
import { AddProjectItem } from './add-project-item.ts';

const input = { projectId: 'PVT_1', contentId: 'I_2100000007' };
const reply = { data: { addProjectV2ItemById: { item: projectItem } } };

describe('AddProjectItem', () => {
  it('puts an issue into a project', async () => {
    const api = testConnector(AddProjectItem, { application: GitHub });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/graphql',
        body: { query: expect.stringContaining('addProjectV2ItemById(input: {'), variables: input },
      },
    ]);
    expect(output).toEqual({ item: projectItem });
  });
});

faultMatrix(AddProjectItem, { application: GitHub, input, reply });
