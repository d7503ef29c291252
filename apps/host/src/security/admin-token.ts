import { randomBytes } from 'node:crypto';
import type { Configuration } from '../configuration/configuration.ts';
import type { DataDirectory } from '../database/data-directory.ts';

const tokenFile = 'admin.token';

/** The token of the configuration, else the one in the data directory, which is made at the first start. */
export async function openAdminToken({ adminToken }: Configuration, directory: DataDirectory): Promise<string> {
  const known = adminToken ?? (await directory.read(tokenFile));
  if (known) return known;
  const token = `mortise_${randomBytes(32).toString('base64url')}`;
  await directory.create(tokenFile, token);
  return token;
}
