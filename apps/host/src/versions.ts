import { createRequire } from 'node:module';
import { z } from 'zod';

const PackageJson = z.object({ version: z.string() });
const require = createRequire(import.meta.url);

export const hostVersion = versionOf('../package.json');

/** The SDK that this host brings; plugins say which range they were written for. */
export const sdkVersion = versionOf('@mortise/sdk/package.json');

function versionOf(packageJson: string): string {
  return PackageJson.parse(require(packageJson)).version;
}
