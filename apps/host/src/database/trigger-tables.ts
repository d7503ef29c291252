/** A step of a published process that starts runs by itself. */
export interface TriggersTable {
  readonly tenant: string;
  readonly id: string;
  readonly process: string;
  readonly step: string;
  readonly kind: string;
  /** Of the process; the runs take it. */
  readonly version: number;
  /** JSON of the step as it was published. */
  readonly facts: string;
  readonly state: string;
  /** When there is something to do for it; null while there is nothing. A schedule keeps its slot here until that was served. */
  readonly due_at: string | null;
  /** Until then a host is at work on it, or nobody shall be after a failure. */
  readonly held_until: string | null;
  /** Counts whoever took it and whatever changed it. A result that comes with an earlier number is dropped. */
  readonly fence: number;
  /** How often in a row it went wrong. */
  readonly failures: number;
  /** JSON of what went wrong the last time. */
  readonly problem: string | null;
  /** When it last started a run, or asked whether there is a reason to. */
  readonly last_at: string | null;
  /** What a poll leaves to the next one. */
  readonly cursor: string | null;
}

/** The version and state of a process that its triggers were made for, so that none is left behind by a host that was killed. */
export interface FollowedProcessesTable {
  readonly tenant: string;
  readonly process: string;
  readonly version: number | null;
  readonly state: string;
}

/** What a trigger that is a webhook needs besides. Its address stays the same for as long as its step is there. */
export interface WebhooksTable {
  readonly tenant: string;
  /** Of the trigger. */
  readonly id: string;
  /** SHA-256 of the last part of its address. */
  readonly token_hash: string;
  /** The key that seals its secrets, itself sealed with the master key. */
  readonly data_key: string;
  /** Sealed JSON of the last part of its address and of what its deliveries are signed with. */
  readonly secrets: string;
  /** Whether a secret is known without opening them. */
  readonly has_secret: number;
  /** JSON of what was agreed with the service; null where there is no subscription. */
  readonly subscription: string | null;
  /** JSON of how the last request to its address ended. */
  readonly last_call: string | null;
}

/** Deliveries that were accepted: what tells one that comes again, and what can be started once more. */
export interface WebhookDeliveriesTable {
  readonly tenant: string;
  /** Sorts by the time of its arrival. */
  readonly id: string;
  readonly webhook: string;
  /** SHA-256 of what the service calls it: services choose that freely. */
  readonly key: string;
  readonly delivery_id: string;
  readonly body_hash: string;
  /** JSON of what was delivered. */
  readonly payload: string;
  /** JSON of the ids of the runs it has started. */
  readonly runs: string;
  /** How often it came again with another body, which no honest service does. */
  readonly other_bodies: number;
  readonly received_at: string;
}

/** Events that were accepted, of webhooks whose service names each of them: the same one may come in several deliveries. */
export interface WebhookEventsTable {
  readonly tenant: string;
  readonly webhook: string;
  /** SHA-256 of what the service calls it. */
  readonly key: string;
  readonly received_at: string;
}
