import { z } from 'zod';
import { crmObject, property } from './crm-object.ts';

/** A task of the CRM. */
export const Task = crmObject(
  z.looseObject({
    hs_timestamp: property('When it is due'),
    hs_task_subject: property('Title'),
    hs_task_body: property('Text'),
    hs_task_status: property('How far it is'),
    hs_task_priority: property('Priority'),
    hs_task_type: property('Kind of task'),
    hubspot_owner_id: property('Id of the owner'),
    hs_createdate: property('When it was created'),
    hs_lastmodifieddate: property('When it was last changed'),
    hs_object_id: property('Its id'),
  }),
);
export type Task = z.infer<typeof Task>;
