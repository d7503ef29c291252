import { z } from 'zod';
import { crmObject, property } from './crm-object.ts';

/** A contact of the CRM. */
export const Contact = crmObject(
  z.looseObject({
    email: property('Email address'),
    firstname: property('First name'),
    lastname: property('Last name'),
    phone: property('Phone number'),
    company: property('Name of the company, as typed'),
    jobtitle: property('Job title'),
    website: property('Web address'),
    lifecyclestage: property('Stage of the relation'),
    hubspot_owner_id: property('Id of the owner'),
    createdate: property('When it was created'),
    lastmodifieddate: property('When it was last changed'),
    hs_object_id: property('Its id'),
  }),
);
export type Contact = z.infer<typeof Contact>;
