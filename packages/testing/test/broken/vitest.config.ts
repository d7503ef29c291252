import { defineConfig } from 'vitest/config';

const conditions = ['@mortise/source', 'module', 'node', 'development|production'];

/** For tests that have to fail; another test runs them and looks at what they said. */
export default defineConfig({
  cacheDir: '../../node_modules/.vite/broken',
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: { include: ['*.broken.ts'], execArgv: ['--conditions=@mortise/source'] },
});
