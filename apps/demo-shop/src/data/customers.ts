import { countries } from './countries.ts';
import { seeded } from './random.ts';

/** Somebody who buys from the shop. Companies have a VAT number, which starts with the country's code. */
export interface Customer {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly country: string;
  readonly city: string;
  readonly vatNumber?: string;
}

const rows: [name: string, city: string, country: string, kind?: 'company'][] = [
  ['Truhlárna Novák', 'Brno', 'CZ', 'company'],
  ['Ada Byrne', 'Cork', 'IE'],
  ['Möbelwerk Hansen', 'Hamburg', 'DE', 'company'],
  ['Lucía Ferrer', 'Valencia', 'ES'],
  ['Atelier Girard', 'Lyon', 'FR', 'company'],
  ['Tomáš Dvořák', 'Olomouc', 'CZ'],
  ['Oak and Elm Joinery', 'Bristol', 'GB', 'company'],
  ['Ingrid Lindqvist', 'Uppsala', 'SE'],
  ['Falegnameria Conti', 'Bergamo', 'IT', 'company'],
  ['Grace Whitfield', 'Portland', 'US'],
  ['Meubelmakerij De Vries', 'Utrecht', 'NL', 'company'],
  ['Zofia Kaminska', 'Kraków', 'PL'],
  ['Tischlerei Gruber', 'Graz', 'AT', 'company'],
  ['Henrik Madsen', 'Aarhus', 'DK'],
  ['Carpintaria Almeida', 'Porto', 'PT', 'company'],
  ['Aino Virtanen', 'Tampere', 'FI'],
  ['Stolárstvo Horváth', 'Žilina', 'SK', 'company'],
  ['Emile Peeters', 'Ghent', 'BE'],
  ['Harbour Boatworks', 'Galway', 'IE', 'company'],
  ['Klara Vogt', 'Leipzig', 'DE'],
  ['Stolarnia Wisniewski', 'Poznań', 'PL', 'company'],
  ['Matteo Ricci', 'Siena', 'IT'],
  ['Snickeri Björk', 'Malmö', 'SE', 'company'],
  ['Sophie Laurent', 'Nantes', 'FR'],
  ['Houtwerk Maes', 'Antwerp', 'BE', 'company'],
  ['Walter Osei', 'Leeds', 'GB'],
  ['Ebanistería Ortega', 'Granada', 'ES', 'company'],
  ['Petra Svobodová', 'Plzeň', 'CZ'],
  ['Nordic Chairs', 'Odense', 'DK', 'company'],
  ['Daniel Moreau', 'Bordeaux', 'FR'],
  ['Puusepät Korhonen', 'Turku', 'FI', 'company'],
  ['Rosa Teixeira', 'Coimbra', 'PT'],
  ['Holzmanufaktur Keller', 'Freiburg', 'DE', 'company'],
  ['Lotte Visser', 'Haarlem', 'NL'],
  ['Maple Street Cabinets', 'Burlington', 'US'],
  ['Jana Kováčová', 'Nitra', 'SK'],
  ['Lutherie Fontaine', 'Mirecourt', 'FR', 'company'],
  ['Elena Bianchi', 'Verona', 'IT'],
  ['Řezbářství Král', 'Tábor', 'CZ', 'company'],
  ['Samuel Brandt', 'Salzburg', 'AT'],
];

/** Entered by hand, as people write it: the register wants it without the spaces. */
const WRITTEN_WITH_SPACES = 'cus_005';

const random = seeded(40);

export const customers: readonly Customer[] = rows.map(([name, city, country, kind], index) => {
  const id = `cus_${String(index + 1).padStart(3, '0')}`;
  const national = kind && countries[country]?.vatNumber?.(random);
  const vatNumber = national && country + (id === WRITTEN_WITH_SPACES ? spaced(national) : national);
  return {
    id,
    name,
    email: `${emailName(name)}@example.com`,
    country,
    city,
    ...(vatNumber && { vatNumber }),
  };
});

function spaced(national: string) {
  return ` ${national.replace(/\B(?=(?:\d{3})+$)/g, ' ')}`;
}

function emailName(name: string) {
  const plain = name.normalize('NFD').replace(/\p{Diacritic}/gu, '');
  return plain.toLowerCase().replaceAll(' ', '.');
}
