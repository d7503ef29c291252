import { z } from 'zod';
import { crmObject, property } from './crm-object.ts';

/** A deal of the CRM. */
export const Deal = crmObject(
  z.looseObject({
    dealname: property('Name'),
    amount: property('Amount, in the currency of the deal'),
    deal_currency_code: property('Currency, ISO 4217'),
    pipeline: property('Id of the pipeline'),
    dealstage: property('Id of the stage'),
    closedate: property('When it is expected to close, or did'),
    hubspot_owner_id: property('Id of the owner'),
    createdate: property('When it was created'),
    hs_lastmodifieddate: property('When it was last changed'),
    hs_object_id: property('Its id'),
  }),
);
export type Deal = z.infer<typeof Deal>;
