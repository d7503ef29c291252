import { z } from 'zod';
import { crmObject, property } from './crm-object.ts';

/** A company of the CRM. */
export const Company = crmObject(
  z.looseObject({
    name: property('Name'),
    domain: property('Domain of the website'),
    industry: property('Industry'),
    phone: property('Phone number'),
    city: property('City'),
    state: property('State or region'),
    country: property('Country'),
    lifecyclestage: property('Stage of the relation'),
    hubspot_owner_id: property('Id of the owner'),
    createdate: property('When it was created'),
    hs_lastmodifieddate: property('When it was last changed'),
    hs_object_id: property('Its id'),
  }),
);
export type Company = z.infer<typeof Company>;
