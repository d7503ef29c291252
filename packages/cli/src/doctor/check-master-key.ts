import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isOpen } from './check-data-directory.ts';
import { type Diagnosis, green, red, yellow } from './diagnosis.ts';
import { keyIdOf, sealedWith } from './sealed-with.ts';

const check = 'master key';

export interface KeySurroundings {
  readonly dataDirectory: string;
  /** MORTISE_MASTER_KEY. */
  readonly given: string | undefined;
  /** MORTISE_MASTER_KEY_FILE. */
  readonly givenFile: string | undefined;
  /** MORTISE_PREVIOUS_MASTER_KEYS. */
  readonly previous: string | undefined;
  /** The database is not in the data directory. */
  readonly isElsewhere: boolean;
  /** A host starts with a key that fits only. */
  readonly isHostReady: boolean;
}

/** Whether the key that seals secrets is there and fits the database. */
export function checkMasterKey(surroundings: KeySurroundings): Diagnosis {
  const { dataDirectory, given, givenFile, previous, isElsewhere, isHostReady } = surroundings;
  const file = givenFile || join(dataDirectory, 'master.key');
  const next = given || givenFile ? undefined : readKey(join(dataDirectory, 'master.key.next'));
  const own = given || readKey(file);
  const text = next ?? own;
  if (text instanceof Error) return red(check, `${file} cannot be read: ${text.message}.`, 'Give yourself the right to read it.');
  const origin = given ? 'MORTISE_MASTER_KEY' : givenFile ? 'MORTISE_MASTER_KEY_FILE' : 'master.key';
  const key = text === undefined ? undefined : bytesOf(text);
  const sealed = isElsewhere ? 'unknown' : sealOf(join(dataDirectory, 'mortise.db'));
  if (key === undefined && givenFile) {
    return red(
      check,
      `${givenFile}, which MORTISE_MASTER_KEY_FILE names, is not there.`,
      'Bring it back, or unset the variable.',
    );
  }
  if (givenFile && isReadByOthers(givenFile)) return red(check, `Others may read ${givenFile}.`, `chmod 600 ${givenFile}`);
  if (key === undefined) return isHostReady ? unseen() : missing(sealed, file);
  if (key.length !== 32) return red(check, `${origin} is not a key of 32 bytes.`, restore(sealed));
  if (sealed === 'unknown') {
    return isHostReady
      ? green(check, `${origin} has the right length, and the host that runs has a key that fits`)
      : yellow(check, `Whether ${origin} fits the database is not checked while no host runs.`, 'mortise start');
  }
  const others = [...(previous?.split(',') ?? []), ...(next !== undefined && typeof own === 'string' ? [own] : [])];
  if (sealed !== undefined && others.some((other) => keyIdOf(bytesOf(other.trim())) === sealed)) {
    return yellow(check, 'The secrets of the database are still sealed under the key before.', 'mortise keys rotate');
  }
  const isSecond = given && existsSync(join(dataDirectory, 'master.key'));
  if (sealed !== undefined && sealed !== keyIdOf(key)) {
    const other = isSecond ? ' Unset it to use master.key.' : '';
    return red(check, `${origin} is not the key that the secrets of the database were sealed with.`, restore(sealed) + other);
  }
  if (isSecond) return yellow(check, 'MORTISE_MASTER_KEY wins over master.key.', 'Keep one of the two.');
  return green(check, sealed === undefined ? `${origin} has the right length` : `${origin} fits the database`);
}

/** The key in the file, nothing where there is no file, or why it cannot be read: that it is there must not be overlooked. */
function readKey(file: string): string | Error | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Those of the data directory are looked at with it. Windows keeps rights elsewhere. */
function isReadByOthers(file: string): boolean {
  const found = process.platform === 'win32' ? undefined : statSync(file, { throwIfNoEntry: false });
  return found !== undefined && isOpen(found.mode);
}

function missing(sealed: string | undefined, file: string): Diagnosis {
  if (sealed === undefined) return green(check, 'made at the first start');
  if (sealed === 'unknown')
    return yellow(check, 'There is none; whether the database needs one is not checked while no host runs.', 'mortise start');
  return red(
    check,
    'There is a database and no key to its secrets.',
    `Bring back ${file} from a backup, or set MORTISE_MASTER_KEY.`,
  );
}

/** A host does not start without a key. */
function unseen(): Diagnosis {
  return yellow(
    check,
    'The host that runs has one that this terminal does not know.',
    'Set MORTISE_MASTER_KEY here too before you start a host from here.',
  );
}

/** A new key over sealed secrets would lose them. */
function restore(sealed: string | undefined): string {
  return sealed === undefined
    ? 'Restore the right one, or make one: openssl rand -base64 32'
    : 'Restore the key that was used, from a backup or from where it was set before.';
}

/** The id of the key that a database was sealed with. */
function sealOf(database: string): string | undefined {
  if (!existsSync(database)) return undefined;
  try {
    return sealedWith(database);
  } catch {
    // In use at this moment, or broken; the host will say which.
    return 'unknown';
  }
}

function bytesOf(key: string): Buffer {
  return Buffer.from(key, /^[0-9a-f]{64}$/i.test(key) ? 'hex' : 'base64url');
}
