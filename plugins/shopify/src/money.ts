import { z } from 'zod';
import { amount, currencyCode } from './values.ts';

export const moneyFields = 'amount currencyCode';
export const Money = z.looseObject({ amount: z.string(), currencyCode: z.string() });

export const moneyBagFields = `shopMoney { ${moneyFields} } presentmentMoney { ${moneyFields} }`;

/** One amount in the currency of the shop, and in that of the customer. */
export const MoneyBag = z.looseObject({ shopMoney: Money, presentmentMoney: Money });

export const MoneyInput = z.object({ amount, currencyCode });
