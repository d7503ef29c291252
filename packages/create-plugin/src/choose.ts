import { CreateError } from './create-error.ts';

/** Something that a connector can be made of: an operation, or a field of a GraphQL root. */
export interface Offer {
  /** What the description calls it. */
  readonly id: string;
  /** The name that its connector would have. */
  readonly name: string;
  /** A line for people. */
  readonly label: string;
}

/** Which of the offers to take: some by their ids or names, `all`, or nothing said. */
export type Wanted = readonly string[] | 'all' | undefined;

/** Asks a person which of the offers to take. */
export type Choose = (offers: readonly Offer[]) => Promise<Wanted>;

/** So many are written where nobody says which: enough to begin with, few enough to read. */
export const mostUnasked = 10;

/** So many classes are still told apart by TypeScript in one list. */
const mostAtOnce = 500;

export interface Chosen<Offered extends Offer> {
  readonly chosen: readonly Offered[];
  readonly notes: readonly string[];
}

/** Throws a CreateError for an offer that is not there. */
export async function choose<Offered extends Offer>(
  offers: readonly Offered[],
  wanted: Wanted,
  ask: Choose | undefined,
): Promise<Chosen<Offered>> {
  if (offers.length === 0) throw new CreateError('The description has no operation that a connector could be made of.');
  const answer = wanted ?? (offers.length > 1 ? await ask?.(offers) : 'all');
  if (answer !== undefined) {
    const chosen = answer === 'all' ? offers : [...new Set(answer.map((name) => find(offers, name)))];
    if (chosen.length > mostAtOnce) {
      throw new CreateError(
        `${chosen.length} connectors are more than one plugin can hold: TypeScript gives up, and nobody finds anything among them.`,
        `Name at most ${mostAtOnce} with --operations`,
      );
    }
    return { chosen, notes: [] };
  }
  const chosen = offers.slice(0, mostUnasked);
  const left = offers.length - chosen.length;
  const notes =
    left > 0
      ? [`The first ${chosen.length} of ${offers.length} operations were written. Name others with --operations, or take --all.`]
      : [];
  return { chosen, notes };
}

function find<Offered extends Offer>(offers: readonly Offered[], wanted: string): Offered {
  const text = wanted.trim();
  const found =
    offers.find(({ id }) => id === text) ??
    offers.find(({ name, id }) => name === text || id.toLowerCase() === text.toLowerCase());
  if (found) return found;
  const names = offers.slice(0, 20).map(({ id }) => id);
  throw new CreateError(
    `There is no operation "${text}". There are ${names.join(', ')}${offers.length > names.length ? ' and others' : ''}.`,
  );
}
