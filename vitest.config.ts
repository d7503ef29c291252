import { existsSync, readdirSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const members = ['packages', 'plugins', 'apps'].flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`));

export default defineConfig({
  // Tests run from source: the condition leads every workspace import to src, so nothing has to be built first.
  resolve: { conditions: ['@mortise/source', 'module', 'node', 'development|production'] },
  ssr: { resolve: { conditions: ['@mortise/source', 'module', 'node', 'development|production'] } },
  test: {
    // Plugins are loaded by Node itself, in the test's process or in one of their own; the same condition leads it to src.
    execArgv: ['--conditions=@mortise/source'],
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
          test: { name: root, include: ['src/**/*.test.ts'], isolate: !root.startsWith('plugins/') },
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
