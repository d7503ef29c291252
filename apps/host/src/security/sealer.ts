import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const format = 'v1';
const nonceBytes = 12;
const tagBytes = 16;

/** Where a sealed text belongs. A text that was moved to another place does not open. */
export type SealContext = readonly [tenant: string, application: string, connection: string, field: string];

/** Encrypts texts with AES-256-GCM. A record reads `v1.<key id>.<nonce, text and tag>`, so that keys can be told apart later. */
export class Sealer {
  readonly keyId: string;
  readonly #key: Buffer;

  constructor(masterKey: Uint8Array) {
    this.#key = derive(masterKey, 'mortise seal v1', 32);
    this.keyId = derive(masterKey, 'mortise key id v1', 6).toString('base64url');
  }

  seal(text: string, context: SealContext): string {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce, { authTagLength: tagBytes });
    cipher.setAAD(this.#associated(context));
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${format}.${this.keyId}.${sealed.toString('base64url')}`;
  }

  /** Throws where the record was sealed with another key, for another place, or was changed. */
  open(record: string, context: SealContext): string {
    const [version, keyId, encoded] = record.split('.');
    if (version !== format || keyId !== this.keyId || encoded === undefined) {
      throw new Error('The record was not sealed with this key.');
    }
    const sealed = Buffer.from(encoded, 'base64url');
    if (sealed.length < nonceBytes + tagBytes) throw new Error('The record is cut off.');
    const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes });
    decipher.setAAD(this.#associated(context));
    decipher.setAuthTag(sealed.subarray(-tagBytes));
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]).toString('utf8');
  }

  /** JSON keeps the parts apart: no two different contexts give the same bytes. */
  #associated(context: SealContext): Buffer {
    return Buffer.from(JSON.stringify([format, this.keyId, ...context]));
  }
}

function derive(masterKey: Uint8Array, purpose: string, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', masterKey, '', purpose, length));
}
