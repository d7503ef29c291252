import { SecretsUnreadableError } from '../errors/secrets-unreadable-error.ts';
import type { KeyContext, KeyManagement, WrappedKey } from './key-management.ts';
import { type SealContext, Sealer } from './sealer.ts';

/** Master keys in the memory of the host: one that wraps, and those that it follows. */
export class LocalKeys implements KeyManagement {
  #current: Sealer;
  #previous: readonly Sealer[];

  constructor(masterKey: Uint8Array, previous: readonly Uint8Array[] = []) {
    this.#current = new Sealer(masterKey);
    this.#previous = previous.map((key) => new Sealer(key));
  }

  get keyId(): string {
    return this.#current.keyId;
  }

  get previousKeyIds(): readonly string[] {
    return this.#previous.map(({ keyId }) => keyId);
  }

  /** Wraps with this key from now on; the one before stays readable. */
  follow(masterKey: Uint8Array): void {
    const next = new Sealer(masterKey);
    if (next.keyId === this.keyId) return;
    this.#previous = [this.#current, ...this.#previous];
    this.#current = next;
  }

  async wrap(dataKey: Uint8Array, context: KeyContext): Promise<WrappedKey> {
    const sealer = this.#current;
    return { keyId: sealer.keyId, wrapped: sealer.sealBytes(dataKey, sealContext(context)) };
  }

  async unwrap({ keyId, wrapped }: WrappedKey, context: KeyContext): Promise<Uint8Array> {
    const sealer = [this.#current, ...this.#previous].find((each) => each.keyId === keyId);
    if (!sealer)
      throw new SecretsUnreadableError(
        `The data key was wrapped with the master key "${keyId}", which this host does not have. Put it into MORTISE_PREVIOUS_MASTER_KEYS.`,
      );
    try {
      return sealer.openBytes(wrapped, sealContext(context));
    } catch (cause) {
      throw new SecretsUnreadableError('The data key was changed, or belongs to another place. Enter the secrets again.', {
        cause,
      });
    }
  }
}

function sealContext({ tenant, application, id }: KeyContext): SealContext {
  return [tenant, application, id, 'data_key'];
}
