import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TokenSet } from '@mortise/sdk';
import type { ConnectionSeal } from './connection-seal.ts';
import type { ConnectionRow } from './connection-store.ts';

/** Longer than a request for tokens may take: whoever holds a lease after that has stopped. */
export const leaseMs = 15_000;

/** Nobody renews the tokens. */
export const released = { lease_holder: null, lease_until: null };

/** What a connection is without a sign-in. */
export const withoutTokens = {
  tokens: null,
  token_expires_at: null,
  granted_scope: null,
  ...released,
  sign_in_needed: null,
  signed_in_at: null,
};

/** Tokens as the columns of a row. */
export async function tokenColumnsOf(tokens: TokenSet, row: ConnectionRow, seal: ConnectionSeal) {
  const { expiresAt, scope } = tokens;
  return {
    tokens: await seal.sealTokens(row, tokens),
    token_expires_at: expiresAt === undefined ? null : new Date(expiresAt).toISOString(),
    granted_scope: scope ?? null,
  };
}

/** The same tokens for the row as it is going to be. Whoever renews them at this moment has lost its lease. */
export async function resealed(row: ConnectionRow, tokens: TokenSet | undefined, seal: ConnectionSeal) {
  return {
    ...(tokens && { tokens: await seal.sealTokens(row, tokens), token_version: row.token_version + 1 }),
    ...released,
    lease_fence: row.lease_fence + 1,
  };
}

/** A row once a renewal of its tokens has ended that is under way: what it brings would belong to nobody. */
export async function atRest(read: () => Promise<ConnectionRow>): Promise<ConnectionRow> {
  const giveUpAt = performance.now() + leaseMs;
  for (;;) {
    const row = await read();
    const isRenewed = row.lease_until !== null && Date.parse(row.lease_until) > Date.now();
    if (!isRenewed || performance.now() > giveUpAt) return row;
    await sleep(50);
  }
}
