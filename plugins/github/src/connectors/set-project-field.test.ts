import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { projectItem } from '../../test/project-item.ts';
import { GitHub } from '../github.application.ts';
import { SetProjectField } from './set-project-field.ts';

const input = { projectId: 'PVT_1', itemId: 'PVTI_1', fieldId: 'PVTSSF_2', value: { singleSelectOptionId: '47fc9ee4' } };
const reply = { data: { updateProjectV2ItemFieldValue: { projectV2Item: projectItem } } };

describe('SetProjectField', () => {
  it('chooses an option of a field', async () => {
    const api = testConnector(SetProjectField, { application: GitHub });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/graphql',
        body: { query: expect.stringContaining('updateProjectV2ItemFieldValue(input: {'), variables: input },
      },
    ]);
    expect(output).toEqual({ projectV2Item: projectItem });
  });

  it('takes one value, not two and not none', async () => {
    const api = testConnector(SetProjectField, { application: GitHub });

    for (const value of [{}, { text: 'a', number: 1 }])
      await expect(api.run({ ...input, value })).rejects.toMatchObject({ code: 'invalid_input', path: 'value' });
    expect(api.requests).toEqual([]);
  });
});

faultMatrix(SetProjectField, { application: GitHub, input, reply });
