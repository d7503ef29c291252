import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { HubSpot } from '../hubspot.application.ts';
import { CreateTask } from './create-task.ts';

const named = { hs_timestamp: '2026-11-25T08:00:00Z', hs_task_subject: 'Call Ada', hs_task_status: 'NOT_STARTED' } as const;
const input = {
  ...named,
  properties: { custom_field: 'yes' },
  associations: [{ to: { id: '7' }, types: [{ associationCategory: 'HUBSPOT_DEFINED' as const, associationTypeId: 202 }] }],
};
const reply = {
  id: '95',
  properties: {
    hs_timestamp: '2026-11-25T08:00:00Z',
    hs_task_subject: 'Call Ada',
    hs_task_status: 'NOT_STARTED',
    hs_object_id: '95',
  },
  createdAt: '2026-11-20T08:00:00.000Z',
  updatedAt: '2026-11-24T08:00:00.000Z',
  archived: false,
};

describe('CreateTask', () => {
  it('creates a task with named and other properties and its links', async () => {
    const api = testConnector(CreateTask, { application: HubSpot });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/crm/objects/2026-09/tasks',
        body: { properties: { ...named, custom_field: 'yes' }, associations: input.associations },
      },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(CreateTask, { application: HubSpot, input, reply });
