import { type InputOf, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { channel, ts } from '../fields.ts';

/** @see https://docs.slack.dev/reference/methods/reactions.add */
export class AddReaction extends RestConnector {
  readonly name = 'add-reaction';
  readonly title = 'Add a reaction';
  readonly input = z.object({
    channel,
    timestamp: ts,
    name: z.string().min(1).meta({ title: 'Emoji', description: 'Its name without colons, for example thumbsup' }),
  });
  readonly output = z.looseObject({ ok: z.boolean() });

  request(json: InputOf<AddReaction>) {
    return post('/reactions.add', { json });
  }
}
