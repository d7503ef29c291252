/** An owner as HubSpot answers with it. */
export const owner = {
  id: '41',
  type: 'PERSON',
  email: 'ada@example.com',
  firstName: 'Ada',
  lastName: 'Lovelace',
  userId: 9,
  userIdIncludingInactive: 9,
  teams: [{ id: '3', name: 'Sales', primary: true }],
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  archived: false,
};
