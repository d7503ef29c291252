import type { Choose, Offer } from './choose.ts';

/** What a terminal can do. */
export interface Asking {
  show(line: string): void;
  ask(question: string): Promise<string>;
}

/** Shows a numbered list and asks which of it to take. */
export function askWhich({ show, ask }: Asking): Choose {
  return async (offers) => {
    const width = String(offers.length).length;
    for (const [index, { label }] of offers.entries()) show(`  ${String(index + 1).padStart(width)}  ${label}`);
    for (;;) {
      const answer = (await ask('Which become connectors? Numbers or names with commas between them, or all')).trim();
      if (answer.toLowerCase() === 'all') return 'all';
      const parts = answer.split(/[,\s]+/).filter(Boolean);
      const ids = parts.map((part) => find(offers, part));
      if (ids.length > 0 && ids.every((id) => id !== undefined)) return ids;
      show('One of these is not in the list.');
    }
  };
}

function find(offers: readonly Offer[], part: string): string | undefined {
  const offer = /^\d+$/.test(part) ? offers[Number(part) - 1] : offers.find(({ id, name }) => id === part || name === part);
  return offer?.id;
}
