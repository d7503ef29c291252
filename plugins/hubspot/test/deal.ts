/** A deal as HubSpot answers with it. */
export const deal = {
  id: '71',
  properties: {
    dealname: 'Ten engines',
    pipeline: 'default',
    dealstage: 'qualifiedtobuy',
    amount: '1500.00',
    hs_object_id: '71',
  },
  createdAt: '2026-11-20T08:00:00.000Z',
  updatedAt: '2026-11-24T08:00:00.000Z',
  archived: false,
};
