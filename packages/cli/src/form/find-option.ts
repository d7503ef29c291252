import type { Option } from './fields.ts';

/** The option that was meant: by its value, by its name, or by its number in the list. */
export function findOption(options: readonly Option[], typed: string): Option | undefined {
  const text = typed.trim().toLowerCase();
  return (
    options.find(({ value }) => String(value).toLowerCase() === text) ??
    options.find(({ label }) => label.toLowerCase() === text) ??
    (/^\d+$/.test(text) ? options[Number(text) - 1] : undefined)
  );
}

/** The options whose name holds what was typed. */
export function searchOptions(options: readonly Option[], typed: string): readonly Option[] {
  const text = typed.trim().toLowerCase();
  return options.filter(({ label, value }) => `${label} ${String(value)}`.toLowerCase().includes(text));
}
