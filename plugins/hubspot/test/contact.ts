/** A contact as HubSpot answers with it. */
export const contact = {
  id: '51',
  properties: { email: 'ada@example.com', firstname: 'Ada', hs_object_id: '51' },
  createdAt: '2026-11-20T08:00:00.000Z',
  updatedAt: '2026-11-24T08:00:00.000Z',
  archived: false,
};
