import { z } from 'zod';

/** The two letters before a VAT number: those of the country, except EL for Greece and XI for Northern Ireland. */
export const CountryCode = z.literal([
  ...(['AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'EL', 'ES', 'FI', 'FR', 'HR', 'HU', 'IE', 'IT'] as const),
  ...(['LT', 'LU', 'LV', 'MT', 'NL', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK', 'XI'] as const),
]);

/** A VAT number without its country. */
export const VatNumber = z.string().regex(/^[0-9A-Za-z+*.]{2,12}$/, 'must be 2 to 12 letters, digits, "+", "*" or "."');

export const number = {
  countryCode: CountryCode.meta({ title: 'Country', description: 'EL stands for Greece, XI for Northern Ireland' }),
  vatNumber: VatNumber.meta({ title: 'VAT number', description: 'Without the country' }),
};

/** What every answer says of the number that was asked for. */
export const checked = {
  countryCode: z.string(),
  vatNumber: z.string(),
  requestDate: z.string().meta({ description: 'The day of the check, with its time zone, for example 2026-11-24+01:00' }),
  valid: z
    .stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] })
    .meta({ description: 'Whether trade within the union may be billed to it' }),
};
