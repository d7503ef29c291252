import type { InputOf } from '@mortise/sdk';
import { z } from 'zod';
import { CountryCode, checked, number, VatNumber } from '../vat-number.ts';
import { ViesConnector } from '../vies-connector.ts';

const Match = z.string().optional().meta({ description: '1: matches, 2: does not, 3: the member state does not compare' });

/** @see https://ec.europa.eu/taxation_customs/vies/checkVatService.wsdl */
export class CheckVatWithProof extends ViesConnector {
  readonly name = 'check-vat-with-proof';
  readonly title = 'Check a VAT number, with proof';
  override readonly description =
    'Gives a consultation number to whoever names an own VAT number, and compares what is known of the company.';
  /** In the order in which the service wants its elements. */
  readonly input = z.object({
    ...number,
    traderName: z.string().optional().meta({ title: 'Company' }),
    traderCompanyType: z.string().optional().meta({ title: 'Kind of company', description: 'As the member state codes it' }),
    traderStreet: z.string().optional(),
    traderPostcode: z.string().optional(),
    traderCity: z.string().optional(),
    requesterCountryCode: CountryCode.optional().meta({ title: 'Own country', description: 'Of the number that asks' }),
    requesterVatNumber: VatNumber.optional().meta({
      title: 'Own VAT number',
      description: 'Without it there is no consultation number',
    }),
  });
  readonly output = z.looseObject({
    ...checked,
    traderName: z.string().nullish(),
    traderCompanyType: z.string().nullish(),
    traderAddress: z.string().nullish(),
    traderStreet: z.string().nullish(),
    traderPostcode: z.string().nullish(),
    traderCity: z.string().nullish(),
    traderNameMatch: Match,
    traderCompanyTypeMatch: Match,
    traderStreetMatch: Match,
    traderPostcodeMatch: Match,
    traderCityMatch: Match,
    requestIdentifier: z
      .string()
      .meta({ description: 'The consultation number, which proves that the check was made; empty without an own number' }),
  });

  body(input: InputOf<CheckVatWithProof>) {
    return { checkVatApprox: { ...input } };
  }
}
