import { isSameSecret } from '../security/hash.ts';
import type { ServiceSession } from './service-session.ts';

/** Who is connected and has proven who it is, in the order in which they came: those that were let in, and those that wait. */
export class LiveSessions {
  readonly #sessions = new Set<ServiceSession>();

  add(session: ServiceSession): void {
    this.#sessions.add(session);
  }

  /** Returns false for one that was not here. */
  delete(session: ServiceSession): boolean {
    return this.#sessions.delete(session);
  }

  of(id: string): ServiceSession[] {
    return [...this.#sessions].filter((session) => session.id === id);
  }

  waiting(id: string): ServiceSession[] {
    return this.of(id).filter(({ isOnline }) => !isOnline);
  }

  online(id: string): ServiceSession[] {
    return this.of(id).filter(({ isOnline }) => isOnline);
  }

  /** Those that wait and show this code. */
  byCode(code: string): ServiceSession[] {
    return [...this.#sessions].filter((session) => !session.isOnline && isSameSecret(code, session.code));
  }

  /** One of each service that is none of these. */
  strangers(known: ReadonlySet<string>): ServiceSession[] {
    const strangers = [...this.#sessions].filter(({ id }) => !known.has(id));
    return [...new Map(strangers.map((session) => [session.id, session])).values()];
  }

  /** What the same instance has opened before. */
  sameInstance({ id, facts }: ServiceSession): ServiceSession | undefined {
    return this.of(id).find((each) => each.facts?.instance === facts?.instance);
  }
}
