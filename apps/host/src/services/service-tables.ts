/** A service that was approved. Others are known only while they are connected. */
export interface ServicesTable {
  readonly tenant: string;
  /** Fingerprint of its key. */
  readonly id: string;
  readonly name: string;
  readonly public_key: string;
  /** JSON of the manifests that it offers, as it offered them last. */
  readonly offers: string;
  /** JSON of what was approved: the applications, and the hosts and logins that each may name. */
  readonly grants: string;
  /** JSON list of what its last change of contract changed; null before the first. */
  readonly changes: string | null;
  /** JSON list of earlier contracts, each until it changed: the last, and those that processes were published against. */
  readonly past: string | null;
  readonly sdk: string;
  readonly approved_by: string;
  readonly approved_at: string;
  readonly seen_at: string;
}
