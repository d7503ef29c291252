import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const members = ['packages', 'plugins', 'apps'].flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`));

export default defineConfig({
  // Tests run from source: the condition leads every workspace import to src, so nothing has to be built first.
  resolve: { conditions: ['@mortise/source', 'module', 'node', 'development|production'] },
  ssr: { resolve: { conditions: ['@mortise/source', 'module', 'node', 'development|production'] } },
  test: {
    // Plugins are loaded by Node itself, in the test's process or in one of their own; the same condition leads it to src.
    execArgv: ['--conditions=@mortise/source'],
    // The programs that tests start are run from source too: what became of it is kept, or each start would take the types out again.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'mortise-compile-cache') },
    // Much of what the tests of hosts do is to wait, for leases, schedules and brokers.
    maxWorkers: 3,
    // What takes long on a busy machine is not wrong: how long something may take is said by the tests that mean it.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
    projects: [
      ...members
        .filter((root) => existsSync(`${root}/package.json`))
        .map((root) => ({
          extends: true as const,
          root,
          test: {
            name: root,
            include: ['src/**/*.test.ts'],
            isolate: !root.startsWith('plugins/'),
            globalSetup: root === 'apps/host' ? 'src/database/migrated-database.test-kit.ts' : [],
          },
        })),
      {
        extends: true,
        test: {
          name: 'repository',
          include: ['tools/**/*.test.ts', 'bench/**/*.test.ts', 'examples/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
