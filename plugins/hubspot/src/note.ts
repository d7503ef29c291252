import { z } from 'zod';
import { crmObject, property } from './crm-object.ts';

/** A note of the CRM. */
export const Note = crmObject(
  z.looseObject({
    hs_timestamp: property('When it was taken'),
    hs_note_body: property('Text, which may be HTML'),
    hubspot_owner_id: property('Id of the owner'),
    hs_attachment_ids: property('Ids of files, separated by semicolons'),
    hs_createdate: property('When it was created'),
    hs_lastmodifieddate: property('When it was last changed'),
    hs_object_id: property('Its id'),
  }),
);
export type Note = z.infer<typeof Note>;
