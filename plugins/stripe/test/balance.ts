export const balance = {
  object: 'balance',
  available: [
    {
      amount: 66670,
      currency: 'eur',
      source_types: {
        card: 66670,
      },
    },
  ],
  connect_reserved: [
    {
      amount: 0,
      currency: 'eur',
    },
  ],
  livemode: false,
  pending: [
    {
      amount: 6114,
      currency: 'eur',
      source_types: {
        card: 6114,
      },
    },
  ],
};
