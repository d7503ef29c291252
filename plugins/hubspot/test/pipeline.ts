/** A pipeline as HubSpot answers with it. */
export const pipeline = {
  id: 'default',
  label: 'Sales',
  displayOrder: 0,
  stages: [
    {
      id: 'qualifiedtobuy',
      label: 'Qualified',
      displayOrder: 1,
      metadata: { probability: '0.4' },
      createdAt: '2026-01-01T00:00:00Z',
      updatedAt: '2026-01-01T00:00:00Z',
      archived: false,
    },
  ],
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  archived: false,
};
