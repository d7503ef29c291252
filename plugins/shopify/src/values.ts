import { z } from 'zod';

export const countryCode = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .meta({ title: 'Country', description: 'Two letters (ISO 3166-1), for example DE' });

export const currencyCode = z
  .string()
  .regex(/^[A-Z]{3,4}$/)
  .meta({ title: 'Currency', description: 'ISO 4217, for example EUR' });

/** An amount of money; as text, since numbers would be rounded. */
export const amount = z
  .string()
  .regex(/^-?\d+(?:\.\d+)?$/)
  .meta({ title: 'Amount', description: 'For example 19.90' });

export const dateTime = z.iso.datetime({ offset: true });

export const tags = z.array(z.string().min(1)).max(250);
