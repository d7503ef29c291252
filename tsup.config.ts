import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { defineConfig } from 'tsup';

interface PackageJson {
  exports?: Record<string, string | Record<string, string>>;
  mortise?: unknown;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

const manifest: PackageJson = JSON.parse(readFileSync('package.json', 'utf8'));

/** Every `@mortise/source` file that the package exports is an entry of its build. */
const entry = Object.values(manifest.exports ?? {}).flatMap((target) =>
  typeof target === 'object' && target['@mortise/source'] ? [target['@mortise/source']] : [],
);

export default defineConfig({
  entry,
  format: ['esm'],
  target: 'node24',
  clean: true,
  sourcemap: true,
  async onSuccess() {
    execFileSync('tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit' });
    if (manifest.mortise && existsSync('dist/index.js')) {
      const { writeManifest } = await import('@mortise/sdk/manifest');
      await writeManifest(process.cwd());
    }
  },
});
