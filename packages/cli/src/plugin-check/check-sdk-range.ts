import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import semver from 'semver';
import { z } from 'zod';
import { fail, ok, type PluginFinding, type Subject } from './subject.ts';

const check = 'sdk range';

/** The SDK is a peer, so that the host's is used, and its range must be one that registries understand. */
export function checkSdkRange({ directory, packageJson }: Subject): PluginFinding {
  const range = packageJson.peerDependencies['@mortise/sdk'];
  if ('@mortise/sdk' in packageJson.dependencies) {
    return fail(check, 'The plugin brings an SDK of its own.', 'Move @mortise/sdk from dependencies to peerDependencies.');
  }
  if (range === undefined) {
    return fail(check, 'The plugin does not say which SDK it needs.', 'Add "peerDependencies": { "@mortise/sdk": "^1.0.0" }.');
  }
  if (semver.validRange(range) === null || range.trim() === '*') {
    return fail(check, `"${range}" is no plain range.`, 'Write a range such as ^1.0.0; workspace: and * tell a host nothing.');
  }
  const installed = installedVersion(directory);
  if (!semver.satisfies(installed, range, { includePrerelease: true })) {
    return fail(check, `The plugin asks for ${range}, and ${installed} is installed.`, 'Install that SDK, or change the range.');
  }
  return ok(check, `${range} fits the installed ${installed}`);
}

/** The SDK as the plugin sees it, else the one of this command line. */
function installedVersion(directory: string): string {
  const path = [join(directory, 'package.json'), import.meta.url].map(resolveSdk).find((found) => found !== undefined);
  return path === undefined ? '0.0.0' : z.object({ version: z.string() }).parse(JSON.parse(readFileSync(path, 'utf8'))).version;
}

function resolveSdk(from: string): string | undefined {
  try {
    return createRequire(from).resolve('@mortise/sdk/package.json');
  } catch {
    // Not installed there; the next place is tried.
    return undefined;
  }
}
