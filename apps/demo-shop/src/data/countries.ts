import type { Random } from './random.ts';

interface Country {
  readonly currency: string;
  /** How many units of the currency the shop asks for one euro. */
  readonly rate: number;
  /** The national part of a VAT number; a country without one has none in the data. */
  readonly vatNumber?: (random: Random) => string;
}

const euro = { currency: 'EUR', rate: 1 };

export const countries: Readonly<Record<string, Country>> = {
  AT: { ...euro, vatNumber: (random) => `U${random.digits(8)}` },
  BE: { ...euro, vatNumber: (random) => `0${random.digits(9)}` },
  CZ: { currency: 'CZK', rate: 25, vatNumber: (random) => `00${random.digits(6)}` },
  DE: { ...euro, vatNumber: (random) => random.digits(9) },
  DK: { currency: 'DKK', rate: 7.5, vatNumber: (random) => random.digits(8) },
  ES: { ...euro, vatNumber: (random) => `B${random.digits(8)}` },
  FI: { ...euro, vatNumber: (random) => random.digits(8) },
  FR: { ...euro, vatNumber: (random) => random.digits(11) },
  GB: { currency: 'GBP', rate: 0.86, vatNumber: (random) => random.digits(9) },
  IE: { ...euro, vatNumber: (random) => `${random.digits(7)}H` },
  IT: { ...euro, vatNumber: (random) => `0${random.digits(10)}` },
  NL: { ...euro, vatNumber: (random) => `${random.digits(9)}B01` },
  PL: { currency: 'PLN', rate: 4.3, vatNumber: (random) => random.digits(10) },
  PT: { ...euro, vatNumber: (random) => random.digits(9) },
  SE: { currency: 'SEK', rate: 11.2, vatNumber: (random) => `${random.digits(10)}01` },
  SK: { ...euro, vatNumber: (random) => random.digits(10) },
  US: { currency: 'USD', rate: 1.1 },
};

/** The currency in which the shop sells to a country, and its rate to the euro. */
export function currencyOf(country: string) {
  return countries[country] ?? euro;
}
