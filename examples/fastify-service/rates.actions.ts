import { CustomAction, type InputOf, Transform } from '@mortise/sdk';
import { z } from 'zod';

const Currency = z.enum(['EUR', 'USD', 'CZK']);
const rates: Readonly<Record<z.infer<typeof Currency>, number>> = { EUR: 1, USD: 1.08, CZK: 24.6 };

export class ConvertAmount extends CustomAction {
  readonly name = 'convert-amount';
  readonly title = 'Convert an amount';
  readonly input = z.object({ amount: z.number(), from: Currency, to: Currency });
  readonly output = z.object({ amount: z.number(), currency: Currency });

  execute({ amount, from, to }: InputOf<ConvertAmount>) {
    return { amount: Math.round((amount / rates[from]) * rates[to] * 100) / 100, currency: to };
  }
}

/** A mapping that the host evaluates: the service is asked for the expression's result like for any other. */
export class PriceTag extends Transform {
  readonly name = 'price-tag';
  readonly title = 'Make a price tag';
  readonly input = z.object({ amount: z.number(), currency: Currency });
  readonly output = z.object({ text: z.string() });
  readonly expression = '{ "text": $formatNumber(amount, "#,##0.00") & " " & currency }';
}
