import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '@mortise/sdk/manifest';
import { fail, ok, type PluginFinding, type Subject, warn } from './subject.ts';

const largestLogo = 64 * 1024;

/** What people see of the plugin before they install it. */
export async function checkReadme({ directory }: Subject): Promise<PluginFinding> {
  const fix = 'Write what it connects, how to connect it, what it offers, and its known limits.';
  const file = join(directory, 'README.md');
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return fail('readme', 'README.md is missing.', fix);
  const text = await readFile(file, 'utf8');
  return text.trim().length < 200 ? warn('readme', 'README.md says hardly anything.', fix) : ok('readme', 'is there');
}

export async function checkLogo({ directory }: Subject, { application: { logo } }: Manifest): Promise<PluginFinding> {
  if (logo === undefined) return warn('logo', 'The plugin has no logo.', 'Add logo.svg and name it in "files".');
  const file = statSync(join(directory, logo), { throwIfNoEntry: false });
  if (!file?.isFile()) return fail('logo', `${logo} is missing.`, 'Add it, or take it out of "files" and build again.');
  if (file.size > largestLogo) return warn('logo', `${logo} has ${Math.round(file.size / 1024)} KB.`, 'Keep it below 64 KB.');
  return ok('logo', logo);
}
