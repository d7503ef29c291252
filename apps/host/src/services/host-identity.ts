import { Identity } from '@mortise/service/link';
import type { DataDirectory } from '../database/data-directory.ts';

const keyFile = 'services.key';

/** The key that services know this host by, made at the first start. */
export async function openHostIdentity(directory: DataDirectory): Promise<Identity> {
  const known = await directory.read(keyFile);
  if (known !== undefined) return Identity.open(known);
  const identity = Identity.create();
  await directory.create(keyFile, identity.save());
  return identity;
}
