import { CustomAction, type InputOf } from '@mortise/sdk';
import { z } from 'zod';
import { tickets } from './tickets.ts';

const Ticket = z.object({ id: z.int(), subject: z.string(), status: z.enum(['open', 'closed']) });

export class OpenTicket extends CustomAction {
  readonly name = 'open-ticket';
  readonly title = 'Open a ticket';
  readonly input = z.object({ subject: z.string().min(1) });
  readonly output = Ticket;
  override readonly repeatable = false;

  execute({ subject }: InputOf<OpenTicket>) {
    return tickets.open(subject);
  }
}

export class CloseTicket extends CustomAction {
  readonly name = 'close-ticket';
  readonly title = 'Close a ticket';
  readonly input = z.object({ id: z.int() });
  readonly output = Ticket;

  execute({ id }: InputOf<CloseTicket>) {
    return tickets.close(id);
  }
}
