export const refund = {
  id: 're_M1',
  object: 'refund',
  amount: 500,
  balance_transaction: 'txn_M1',
  charge: 'ch_M1',
  created: 1769860800,
  currency: 'eur',
  customer: null,
  destination_details: {
    card: {
      type: 'reversal',
    },
    type: 'card',
  },
  metadata: {},
  payment_intent: 'pi_M1',
  reason: 'requested_by_customer',
  receipt_number: null,
  source_transfer_reversal: null,
  status: 'succeeded',
  transfer_reversal: null,
};
