import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';

/** What a host or a service is known by: an Ed25519 key pair. */
export class Identity {
  /** The public half, as the other side is told and remembers it. */
  readonly publicKey: string;
  readonly #privateKey: KeyObject;

  private constructor(privateKey: KeyObject) {
    this.#privateKey = privateKey;
    this.publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64url');
  }

  static create(): Identity {
    return new Identity(generateKeyPairSync('ed25519').privateKey);
  }

  /** Throws a TypeError where the text is not what {@link save} gives. */
  static open(saved: string): Identity {
    try {
      return new Identity(createPrivateKey({ key: Buffer.from(saved, 'base64url'), type: 'pkcs8', format: 'der' }));
    } catch (cause) {
      throw new TypeError('The key of the service cannot be read. Give the one that was made for it, or let a new one be made.', {
        cause,
      });
    }
  }

  /** The secret as text. */
  save(): string {
    return this.#privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64url');
  }

  sign(role: Role, transcript: Buffer): string {
    return sign(undefined, signedText(role, transcript), this.#privateKey).toString('base64url');
  }
}

/** Says whose signature it is, so that neither side's can be shown as the other's. */
export type Role = 'host' | 'service';

export function isSignedBy(publicKey: string, role: Role, transcript: Buffer, signature: string): boolean {
  const key = readPublicKey(publicKey);
  return key !== undefined && verify(undefined, signedText(role, transcript), key, Buffer.from(signature, 'base64url'));
}

export function isPublicKey(text: string): boolean {
  return readPublicKey(text) !== undefined;
}

function readPublicKey(text: string): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64url'), type: 'spki', format: 'der' });
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}

/** A short name of a public key, long enough that nobody finds another key for it. */
export function fingerprintOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex').slice(0, 32);
}

/** Without letters and digits that look alike. */
const codeLetters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** What both sides show, so that whoever approves can tell that they speak with each other. It is short: a code, not a proof. */
export function pairingCode(hostKey: string, serviceKey: string): string {
  const digest = createHash('sha256').update(`mortise pairing\n${hostKey}\n${serviceKey}`).digest();
  const letters = Array.from(digest.subarray(0, 8), (byte) => codeLetters.charAt(byte % codeLetters.length)).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

function signedText(role: Role, transcript: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`mortise service link, ${role}\n`), transcript]);
}
