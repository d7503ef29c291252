import {
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { z } from 'zod';
import { type Identity, isSignedBy } from './identity.ts';
import type { ChannelKeys } from './sealed-channel.ts';

const Version = z.object({ major: z.int().min(0), minor: z.int().min(0) });

/** Major: what does not understand each other. Minor: what one side may not know and can pass over. */
export const linkVersion: z.infer<typeof Version> = { major: 1, minor: 0 };
const Random = z.string().regex(/^[\w-]{16,64}$/);
const Key = z.string().max(200);

/** What a service says first. It tells nothing about itself until it knows whom it speaks with. */
export const Greeting = z.object({ version: Version, session: Random, nonce: Random, ephemeral: Key });
export type Greeting = z.infer<typeof Greeting>;

/** What the host answers: who it is, proven by its signature over all that was said so far. */
export const Introduction = z.object({ version: Version, nonce: Random, ephemeral: Key, key: Key, signature: Key });
export type Introduction = z.infer<typeof Introduction>;

/** What both sides share after their first words. */
export interface Agreement {
  readonly transcript: Buffer;
  readonly keys: ChannelKeys;
}

export class HandshakeError extends Error {
  override readonly name = 'HandshakeError';
}

/** The service's half: a greeting, then what follows from the answer. */
export class ServiceHandshake {
  readonly greeting: Greeting;
  readonly #ephemeral = generateKeyPairSync('x25519');

  constructor(version = linkVersion) {
    this.greeting = { version, session: random(), nonce: random(), ephemeral: exported(this.#ephemeral.publicKey) };
  }

  /** Throws a HandshakeError where the host does not prove to be whom it says, or speaks another language. */
  agree(introduction: Introduction): Agreement {
    checkVersion(introduction.version);
    const transcript = transcriptOf(this.greeting, introduction);
    if (!isSignedBy(introduction.key, 'host', transcript, introduction.signature)) {
      throw new HandshakeError('The host does not hold the key that it names.');
    }
    const { toHost, toService } = keysOf(this.#ephemeral.privateKey, introduction.ephemeral, transcript);
    return { transcript, keys: { outgoing: toHost, incoming: toService } };
  }
}

/** The host's half, from the greeting of a service. Throws a HandshakeError where it speaks another language. */
export function introduce(
  identity: Identity,
  greeting: Greeting,
  version = linkVersion,
): Agreement & { introduction: Introduction } {
  checkVersion(greeting.version);
  const ephemeral = generateKeyPairSync('x25519');
  const facts = { version, nonce: random(), ephemeral: exported(ephemeral.publicKey), key: identity.publicKey };
  const transcript = transcriptOf(greeting, facts);
  const { toHost, toService } = keysOf(ephemeral.privateKey, greeting.ephemeral, transcript);
  return {
    introduction: { ...facts, signature: identity.sign('host', transcript) },
    transcript,
    keys: { outgoing: toService, incoming: toHost },
  };
}

function checkVersion({ major, minor }: Greeting['version']): void {
  if (major !== linkVersion.major) {
    throw new HandshakeError(
      `The other side speaks version ${major}.${minor} of the protocol, this one ${linkVersion.major}.${linkVersion.minor}. Update the older of the two.`,
    );
  }
}

function transcriptOf(greeting: Greeting, introduction: Omit<Introduction, 'signature'>): Buffer {
  const said = [
    greeting.version.major,
    greeting.version.minor,
    greeting.session,
    greeting.nonce,
    greeting.ephemeral,
    introduction.version.major,
    introduction.version.minor,
    introduction.nonce,
    introduction.ephemeral,
    introduction.key,
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest();
}

function keysOf(privateKey: KeyObject, ephemeral: string, salt: Buffer): { toHost: Buffer; toService: Buffer } {
  const publicKey = imported(ephemeral);
  const secret = diffieHellman({ privateKey, publicKey });
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, salt, `mortise service link, ${purpose}`, 32));
  return { toHost: derive('to host'), toService: derive('to service') };
}

function imported(text: string): KeyObject {
  try {
    return createPublicKey({ key: Buffer.from(text, 'base64url'), type: 'spki', format: 'der' });
  } catch (cause) {
    throw new HandshakeError('The other side sent no key.', { cause });
  }
}

function exported(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).toString('base64url');
}

function random(): string {
  return randomBytes(16).toString('base64url');
}
