import { shellWord } from './shell-word.ts';

/** Options, to be typed again. */
export function optionWords<Options extends { readonly [Name in keyof Options]?: string | undefined }>(options: Options): string {
  return Object.entries<string | undefined>(options)
    .map(([name, value]) => (value === undefined ? '' : ` --${name} ${shellWord(value)}`))
    .join('');
}
