import { Injectable } from '@nestjs/common';
import { hashOf, randomSecret } from '../security/hash.ts';

/** Long enough to find the browser. */
export const linkLifeMs = 30 * 60 * 1000;

/** Links that sign the administrator in at this host, once each. They are kept in memory: a restart makes new ones. */
@Injectable()
export class SignInLinks {
  readonly #endsAt = new Map<string, number>();

  /** Gives the path of a new one. */
  create(): string {
    const ticket = randomSecret();
    this.#endsAt.set(hashOf(ticket), Date.now() + linkLifeMs);
    return `/signin/${ticket}`;
  }

  /** Says whether the ticket was good, and spends it. */
  spend(ticket: string): boolean {
    const hash = hashOf(ticket);
    const endsAt = this.#endsAt.get(hash);
    this.#endsAt.delete(hash);
    return endsAt !== undefined && Date.now() < endsAt;
  }
}
