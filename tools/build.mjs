// Builds what has changed, quietly: the build tool's own words are shown only where it fails.
import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { root } from './workspace.mjs';

const modules = join(root, 'node_modules');
console.error('Building …');
const build = spawnSync(
  process.execPath,
  [join(modules, 'turbo/bin/turbo'), 'run', 'build', '--output-logs=errors-only', ...process.argv.slice(2)],
  {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: [join(modules, '.bin'), process.env['PATH']].join(delimiter),
      TURBO_TELEMETRY_DISABLED: '1',
    },
  },
);
if (build.status !== 0) {
  console.error(build.stdout, build.stderr);
  console.error('The build failed; its output above says why.');
}
process.exitCode = build.status ?? 1;
