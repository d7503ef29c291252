import { createRequire } from 'node:module';
import { z } from 'zod';

const PackageJson = z.object({ version: z.string() });

/** The SDK that the service was started with. */
export const sdkVersion = PackageJson.parse(createRequire(import.meta.url)('@mortise/sdk/package.json')).version;
