/** A ticket as HubSpot answers with it. */
export const ticket = {
  id: '81',
  properties: { subject: 'Engine stalls', hs_pipeline: '0', hs_pipeline_stage: '1', hs_object_id: '81' },
  createdAt: '2026-11-20T08:00:00.000Z',
  updatedAt: '2026-11-24T08:00:00.000Z',
  archived: false,
};
