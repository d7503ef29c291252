/** What the actions need. @see https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/scopes */
export const scopes = [
  'oauth',
  'crm.objects.companies.read',
  'crm.objects.companies.write',
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  'crm.objects.deals.read',
  'crm.objects.deals.write',
  'crm.objects.owners.read',
  'tickets',
];
