/** A delivery of Stripe. */
export function eventWith(type: string, object: object) {
  return {
    id: 'evt_M1',
    object: 'event',
    api_version: '2026-10-28.endive',
    created: 1769860800,
    data: { object },
    livemode: false,
    pending_webhooks: 1,
    request: { id: 'req_M1', idempotency_key: null },
    type,
  };
}
