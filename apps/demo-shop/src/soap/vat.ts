import type { z } from 'zod';
import type { Customer } from '../data/customers.ts';
import type { CheckVatInput } from './inputs.ts';

/** The register knows the companies among the shop's customers, whichever way the shop has written down their numbers. */
export function checkVat(customers: readonly Customer[], { countryCode, vatNumber }: z.output<typeof CheckVatInput>) {
  const company = customers.find((customer) => customer.vatNumber?.replaceAll(' ', '') === countryCode + vatNumber);
  return company ? { valid: true, name: company.name, address: `${company.city}, ${company.country}` } : { valid: false };
}
