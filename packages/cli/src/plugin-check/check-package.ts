import { existsSync } from 'node:fs';
import { join } from 'node:path';
import semver from 'semver';
import { fail, ok, type PluginFinding, type Subject, warn } from './subject.ts';

/** The fields of the package.json that npm, the store and the host read. */
export function checkPackage(subject: Subject): PluginFinding[] {
  return [checkIdentity(subject), checkKeyword(subject), checkModule(subject), checkInstallScripts(subject), checkFiles(subject)];
}

function checkIdentity({ packageJson }: Subject): PluginFinding {
  const { name, version, description, license } = packageJson;
  const missing = Object.entries({ name, version, description, license }).flatMap(([field, value]) => (value ? [] : [field]));
  if (missing.length > 0) return fail('package', `package.json lacks ${missing.join(', ')}.`, 'Fill in these fields.');
  if (!semver.valid(version)) return fail('package', `"${version}" is no version.`, 'Use a version such as 0.1.0.');
  return ok('package', 'has a name, a version, a description and a licence');
}

function checkKeyword({ packageJson: { keywords } }: Subject): PluginFinding {
  if (keywords.includes('mortise-plugin')) return ok('keyword', 'can be found as a mortise-plugin');
  return fail('keyword', 'The store cannot find the package.', 'Add "mortise-plugin" to keywords.');
}

function checkModule({ packageJson: { type, exports } }: Subject): PluginFinding {
  if (type !== 'module') return fail('module', 'The package is not an ES module.', 'Set "type": "module".');
  if (exports === undefined)
    return fail('module', 'exports is missing.', 'Name the built code: "exports": { ".": "./dist/index.js" }.');
  return ok('module', 'is an ES module with exports');
}

function checkInstallScripts({ directory, packageJson: { scripts } }: Subject): PluginFinding {
  const found = ['preinstall', 'install', 'postinstall'].filter((script) => script in scripts);
  // npm builds such a package by itself, as if it had an install script.
  if (existsSync(join(directory, 'binding.gyp'))) found.push('binding.gyp');
  if (found.length === 0) return ok('install scripts', 'runs nothing when it is installed');
  return fail(
    'install scripts',
    `Installing would run ${found.join(', ')}, which hosts refuse.`,
    'Remove it; do the work in the build.',
  );
}

function checkFiles({ packageJson: { files, mortise } }: Subject): PluginFinding {
  if (files.length === 0) return warn('files', 'The whole folder would be published.', 'Set "files": ["dist", "logo.svg"].');
  const manifest = (mortise?.manifest ?? '').replace(/^\.\//, '');
  const isCovered = files.some((entry) => {
    const path = entry.replace(/^\.?\//, '').replace(/\/(\*\*?)?$/, '');
    return manifest === path || manifest.startsWith(`${path}/`);
  });
  if (manifest && !isCovered) return fail('files', 'The manifest would not be published.', `Add ${manifest} to files.`);
  return ok('files', `publishes ${files.join(', ')}`);
}
