import type { Identity } from '../security/identity.ts';

/** For whom a platform acts, since it cannot say: the protocol knows no sign-in. */
export class WorkerIdentity {
  readonly identity: Identity;
  /** Where browsers reach the host. */
  readonly origin: string;

  constructor(tenant: string, origin: string) {
    this.identity = { tenant, role: 'editor', actor: 'orchesty', isOperator: false };
    this.origin = origin;
  }

  get tenant(): string {
    return this.identity.tenant;
  }
}
