import { type InputOf, path, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { apiVersion } from '../api-version.ts';
import { owner } from '../pickers.ts';
import { Task } from '../task.ts';
import { associations, properties, textProperty, timestamp } from '../writing.ts';

/** @see https://developers.hubspot.com/docs/api-reference/latest/crm/activities/tasks/create-task */
export class CreateTask extends RestConnector {
  readonly name = 'create-task';
  readonly title = 'Create a task';
  readonly input = z.object({
    hs_timestamp: timestamp.meta({ title: 'Due', description: 'ISO 8601 in UTC, or milliseconds since 1970' }),
    hs_task_subject: textProperty('Title'),
    hs_task_body: textProperty('Text'),
    hs_task_status: z
      .enum(['NOT_STARTED', 'IN_PROGRESS', 'WAITING', 'COMPLETED', 'DEFERRED'])
      .optional()
      .meta({ title: 'Status' }),
    hs_task_priority: z.enum(['LOW', 'MEDIUM', 'HIGH']).optional().meta({ title: 'Priority' }),
    hs_task_type: z.enum(['EMAIL', 'CALL', 'TODO']).optional().meta({ title: 'Kind' }),
    hubspot_owner_id: owner,
    properties,
    associations,
  });
  readonly output = Task;

  request({ associations, properties, ...named }: InputOf<CreateTask>) {
    return post(path`/crm/objects/${apiVersion}/tasks`, { json: { properties: { ...properties, ...named }, associations } });
  }
}
