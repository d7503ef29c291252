import { type InputOf, SoapConnector } from '@mortise/sdk';
import { z } from 'zod';

export class CheckVat extends SoapConnector {
  readonly name = 'check-vat';
  readonly title = 'Check a VAT number';
  readonly input = z.object({
    countryCode: z.string().length(2).meta({ description: 'ISO 3166-1 code of two letters' }),
    vatNumber: z.string().meta({ description: 'Without the country' }),
  });
  readonly output = z.looseObject({ valid: z.stringbool(), name: z.string().optional(), address: z.string().optional() });
  readonly path = '/soap';
  readonly namespace = 'https://demo-shop.example/soap';

  body(input: InputOf<CheckVat>) {
    return { CheckVat: input };
  }
}
