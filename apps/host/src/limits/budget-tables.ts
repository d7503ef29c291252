/** What was sent with an account, or with all accounts of an application, so that every host counts it, and a restart forgets nothing. */
export interface RateBudgetsTable {
  readonly key: string;
  /** Of the connection. Under another one it may be another account. */
  readonly revision: string;
  /** JSON of what was sent under each limit. */
  readonly windows: string;
  /** JSON: by kind of request, until when its service wants none. Milliseconds since 1970, as all times here. */
  readonly holds: string;
  /** The latest of the holds. */
  readonly held_until: number;
  /** When nothing in it counts any more. */
  readonly forgotten_at: number;
}
