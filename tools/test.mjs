// Everything that must hold before a change is merged. Each stage runs, whatever became of the ones before it, and the last
// line counts them: every static check as one, and every test.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { readTotals, summaryLine } from './totals.mjs';
import { twoAtATime } from './two-at-a-time.mjs';
import { packageFolders, root } from './workspace.mjs';

const modules = join(root, 'node_modules');
process.env['PATH'] = [join(modules, '.bin'), process.env['PATH']].join(delimiter);
process.env['TURBO_TELEMETRY_DISABLED'] = '1';

const temporary = mkdtempSync(join(tmpdir(), 'mortise-test-'));
const report = join(temporary, 'vitest.json');

const checks = [
  await stage('Format and lint: biome', () => tool('@biomejs/biome/bin/biome', ['check', '.'])),
  await stage('Promises and switches: oxlint', () => tool('oxlint/bin/oxlint', [])),
  await stage('Build: turbo', () =>
    tool('turbo/bin/turbo', ['run', 'build', '--continue', '--output-logs=errors-only', '--log-prefix=task']),
  ),
  // After the build, since the host's decorators need it: others see its types in dist.
  await stage('Types: tsc', typeCheck),
];
const tested = await stage('Tests: vitest', () =>
  tool('vitest/vitest.mjs', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]),
);

const totals = readTotals(report, tested);
totals.passed += checks.filter(Boolean).length;
totals.failed += checks.filter((passed) => !passed).length;
rmSync(temporary, { recursive: true, force: true });
process.exitCode = totals.failed === 0 ? 0 : 1;
console.log(summaryLine(totals));

/**
 * @param {string} title
 * @param {() => Promise<boolean>} run
 */
async function stage(title, run) {
  console.log(`\n== ${title}`);
  const start = performance.now();
  const passed = await run();
  console.log(`${passed ? 'passed' : 'FAILED'} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return passed;
}

/** Never through turbo: its cache would only repeat what it said the last time. */
async function typeCheck() {
  const folders = [...packageFolders(), 'tools'].filter((folder) => existsSync(join(root, folder, 'tsconfig.json')));
  const results = await twoAtATime(folders, (folder) =>
    tool('@typescript/native/bin/tsc', ['--noEmit', '--pretty', 'false', '-p', folder]),
  );
  const broken = folders.filter((_, index) => !results[index]);
  if (broken.length > 0) console.log(`Type errors in ${broken.join(', ')}`);
  return broken.length === 0;
}

/**
 * Runs the script of an installed tool under this very Node.
 * @param {string} script
 * @param {string[]} parameters
 * @returns {Promise<boolean>} whether it was content
 */
function tool(script, parameters) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(modules, script), ...parameters], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', (error) => {
      console.log(`${script} did not start: ${error.message}`);
      resolve(false);
    });
    child.on('close', (code) => resolve(code === 0));
  });
}
