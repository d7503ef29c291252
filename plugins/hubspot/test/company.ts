/** A company as HubSpot answers with it. */
export const company = {
  id: '61',
  properties: { name: 'Engines Ltd', domain: 'engines.example', hs_object_id: '61' },
  createdAt: '2026-11-20T08:00:00.000Z',
  updatedAt: '2026-11-24T08:00:00.000Z',
  archived: false,
};
