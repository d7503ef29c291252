import { z } from 'zod';
import { MoneyBag, moneyBagFields } from './money.ts';

export const taxLineFields = `title rate channelLiable priceSet { ${moneyBagFields} }`;

export const TaxLine = z.looseObject({
  title: z.string(),
  rate: z.number().nullable().meta({ description: 'As a fraction of 1' }),
  channelLiable: z.boolean().nullable(),
  priceSet: MoneyBag,
});
