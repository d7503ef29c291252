import type { Options } from 'prettier';

const options: Options = { parser: 'typescript', printWidth: 130, singleQuote: true };

/** Code as our own files are formatted. Throws for text that is no TypeScript. */
export async function format(code: string): Promise<string> {
  // Loaded with the first file that is generated: a plugin from the template alone needs no formatter.
  const [prettier, estree, typescript] = await Promise.all([
    import('prettier/standalone'),
    import('prettier/plugins/estree'),
    import('prettier/plugins/typescript'),
  ]);
  return prettier.format(code, { ...options, plugins: [estree, typescript] });
}
