/** What a data key belongs to. A key that was wrapped for one place must not unwrap for another. */
export interface KeyContext {
  readonly tenant: string;
  readonly application: string;
  /** Of the connection, or what stands in its place. */
  readonly id: string;
}

/** A data key as it is stored. */
export interface WrappedKey {
  /** Of the master key that wrapped it. */
  readonly keyId: string;
  readonly wrapped: string;
}

/**
 * Keeps the master key, and wraps with it the data keys that seal secrets. The host's own are {@link LocalKeys}; an adapter for a
 * key management service is given to `startHost()`.
 */
export interface KeyManagement {
  /** Names the key that wraps from now on, in any characters but dots. */
  readonly keyId: string;
  /** Names of further keys, whose data keys can still be unwrapped. */
  readonly previousKeyIds: readonly string[];
  /** Wraps 32 random bytes. */
  wrap(dataKey: Uint8Array, context: KeyContext): Promise<WrappedKey>;
  /**
   * Gives the bytes back; throws a SecretsUnreadableError where they were wrapped for another context, or changed since.
   * Any other error counts as a service that cannot be reached, and calls may be tried again.
   */
  unwrap(wrappedKey: WrappedKey, context: KeyContext): Promise<Uint8Array>;
}
