export interface Ticket {
  readonly id: number;
  readonly subject: string;
  readonly status: 'open' | 'closed';
}

/** What the service was about before it had actions. */
class Tickets {
  readonly #all: Ticket[] = [];

  list(): readonly Ticket[] {
    return this.#all;
  }

  open(subject: string): Ticket {
    const ticket: Ticket = { id: this.#all.length + 1, subject, status: 'open' };
    this.#all.push(ticket);
    return ticket;
  }

  close(id: number): Ticket {
    const ticket = this.#all[id - 1];
    if (!ticket) throw new RangeError(`There is no ticket ${id}.`);
    const closed: Ticket = { ...ticket, status: 'closed' };
    this.#all[id - 1] = closed;
    return closed;
  }
}

export const tickets = new Tickets();
