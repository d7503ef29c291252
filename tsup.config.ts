import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { defineConfig } from 'tsup';

type ManifestModule = typeof import('./packages/sdk/src/plugin/manifest.ts');

interface PackageJson {
  exports?: Record<string, string | Record<string, string>>;
  mortise?: unknown;
}

const manifest: PackageJson = JSON.parse(readFileSync('package.json', 'utf8'));

/** Every `@mortise/source` file that the package exports is an entry of its build. */
const entry = Object.values(manifest.exports ?? {}).flatMap((target) =>
  typeof target === 'object' && target['@mortise/source'] ? [target['@mortise/source']] : [],
);

/** The SDK as the package being built sees it: a plugin's own dependency, and for the SDK itself. */
function loadManifestModule(): Promise<ManifestModule> {
  const path = createRequire(`${process.cwd()}/package.json`).resolve('@mortise/sdk/manifest');
  return import(pathToFileURL(path).href);
}

export default defineConfig({
  entry,
  format: ['esm'],
  target: 'node24',
  // There is no `sqlite` without it.
  removeNodeProtocol: false,
  clean: true,
  sourcemap: true,
  async onSuccess() {
    execFileSync('tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit' });
    if (manifest.mortise) {
      const { writeManifest } = await loadManifestModule();
      await writeManifest(process.cwd());
    }
    if (manifest.exports?.['./manifest.schema.json']) {
      const { manifestJsonSchema } = await loadManifestModule();
      writeFileSync('dist/manifest.schema.json', `${JSON.stringify(manifestJsonSchema(), null, 2)}\n`);
    }
  },
});
