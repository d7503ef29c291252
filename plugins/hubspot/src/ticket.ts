import { z } from 'zod';
import { crmObject, property } from './crm-object.ts';

/** A ticket of the CRM. */
export const Ticket = crmObject(
  z.looseObject({
    subject: property('Subject'),
    content: property('What it is about'),
    hs_pipeline: property('Id of the pipeline'),
    hs_pipeline_stage: property('Id of the stage'),
    hs_ticket_priority: property('Priority'),
    hubspot_owner_id: property('Id of the owner'),
    createdate: property('When it was created'),
    hs_lastmodifieddate: property('When it was last changed'),
    hs_object_id: property('Its id'),
  }),
);
export type Ticket = z.infer<typeof Ticket>;
