import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Manifest } from '@mortise/sdk/manifest';
import { fail, type PluginFinding, type Subject } from './subject.ts';

const check = 'manifest';
const build = 'Build the plugin: pnpm build.';

/** The manifest as it would be published, or what is wrong with it. */
export async function readManifest({ directory, packageJson: { mortise } }: Subject): Promise<Manifest | PluginFinding> {
  if (!mortise) {
    return fail(check, 'package.json does not name a manifest.', 'Add "mortise": { "manifest": "./dist/manifest.json" }.');
  }
  const path = join(directory, mortise.manifest);
  if (relative(directory, path).startsWith('..'))
    return fail(check, 'The manifest lies outside the package.', 'Put it into dist.');
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return fail(check, `${mortise.manifest} is missing.`, build);
  }
  return parse(text, mortise.manifest);
}

function parse(text: string, name: string): Manifest | PluginFinding {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return fail(check, `${name} is not JSON.`, build);
  }
  const parsed = Manifest.safeParse(json);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, 3).map(({ path, message }) => `${path.join('.')}: ${message}`);
  return fail(check, `${name} is broken: ${issues.join('; ')}.`, build);
}
