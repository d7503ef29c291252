import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './packages.ts';
import { temporaryFolder } from './temporary-folder.ts';

const directory = temporaryFolder();

describe('The linter', () => {
  it('refuses a promise that nobody waits for', () => {
    expect(lint('async function later() {}\nlater();\n')).toContain('no-floating-promises');
  });

  it('accepts a promise that is waited for', () => {
    expect(lint('async function later() {}\nawait later();\nexport {};\n')).toContain('0 errors');
  });
});

function lint(source: string): string {
  writeFileSync(join(directory, 'index.ts'), source);
  writeFileSync(join(directory, 'tsconfig.json'), '{ "include": ["*.ts"] }');
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');
  return spawnSync(process.execPath, [oxlint, '-c', join(root, '.oxlintrc.json')], { cwd: directory, encoding: 'utf8' }).stdout;
}
