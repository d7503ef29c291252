import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type { PluginPackage } from '@mortise/runtime';
import { NotFoundError } from '../errors/not-found-error.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.jpg': 'image/jpeg',
};
const longestLogo = 256 * 1024;

/** An SVG is a document that could hold scripts: it may draw itself, and nothing else. */
export const logoPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

export interface Logo {
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** Reads the logo that a manifest names. Throws a NotFoundError where it is missing, too large, no picture, or outside of the package. */
export async function readLogo({ directory, manifest: { application } }: PluginPackage): Promise<Logo> {
  const contentType = contentTypes[extname(application.logo ?? '').toLowerCase()];
  const path = application.logo && contentType && (await findInside(directory, application.logo));
  if (!path) throw new NotFoundError('logo_not_found', `${application.title} brings no logo that can be shown.`);
  return { contentType, bytes: await readFile(path) };
}

async function findInside(directory: string, file: string): Promise<string | undefined> {
  try {
    const path = await realpath(join(directory, file));
    const { size } = await stat(path);
    return path.startsWith(`${directory}${sep}`) && size <= longestLogo ? path : undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return undefined;
    throw error;
  }
}
