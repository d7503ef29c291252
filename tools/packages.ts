import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolders, root } from './workspace.mjs';

export { root };

export interface PackageManifest {
  readonly name: string;
  readonly private?: boolean;
  readonly license?: string;
  readonly mortise?: { readonly manifest: string };
  readonly engines?: Readonly<Record<string, string>>;
  readonly bin?: unknown;
  readonly exports?: unknown;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly publishConfig?: { readonly access?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

export interface Package {
  /** Below the root: `packages/sdk`. */
  readonly folder: string;
  readonly manifest: PackageManifest;
}

export function readPackages(): Package[] {
  return packageFolders().map((folder) => ({ folder, manifest: readManifest(join(root, folder)) }));
}

export function readManifest(directory: string): PackageManifest {
  return JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
}

export const packages = readPackages();
export const publishable = packages.filter(({ manifest }) => !manifest.private);
export const plugins = packages.filter(({ folder }) => folder.startsWith('plugins/'));
