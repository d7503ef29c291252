import type { InputOf } from '@mortise/sdk';
import { z } from 'zod';
import { checked, number } from '../vat-number.ts';
import { ViesConnector } from '../vies-connector.ts';

/** @see https://ec.europa.eu/taxation_customs/vies/checkVatService.wsdl */
export class CheckVat extends ViesConnector {
  readonly name = 'check-vat';
  readonly title = 'Check a VAT number';
  readonly input = z.object(number);
  readonly output = z.looseObject({
    ...checked,
    name: z.string().nullish().meta({ description: 'Of the company; "---" where the member state does not tell' }),
    address: z.string().nullish().meta({ description: 'Of the company, in lines; "---" where the member state does not tell' }),
  });

  body({ countryCode, vatNumber }: InputOf<CheckVat>) {
    return { checkVat: { countryCode, vatNumber } };
  }
}
