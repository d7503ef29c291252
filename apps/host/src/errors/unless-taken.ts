import type { ConflictError } from './conflict-error.ts';

interface Named {
  readonly id: string;
}

/** How somebody else's row under the same name is found, and what is said about it. */
interface Holder {
  readonly find: () => Promise<Named | undefined>;
  readonly conflict: () => ConflictError;
}

/** Writes a row. The table has the last word on names: of two requests at once, one is told that the other was first. */
export async function unlessTaken<Result>(
  { id }: Named,
  write: () => Promise<Result>,
  { find, conflict }: Holder,
): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    const holder = await find();
    throw holder && holder.id !== id ? conflict() : error;
  }
}
