import { type InputOf, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { Channel } from '../channel.ts';

/** @see https://docs.slack.dev/reference/methods/conversations.create */
export class CreateChannel extends RestConnector {
  readonly name = 'create-channel';
  readonly title = 'Create a channel';
  readonly input = z.object({
    name: z.string().min(1).max(80).meta({ title: 'Name', description: 'Lower case letters, digits, hyphens and underscores' }),
    is_private: z.boolean().optional(),
    team_id: z.string().optional().meta({ description: 'For apps that are installed in an organisation' }),
  });
  readonly output = z.looseObject({ channel: Channel, detail: z.string().optional() });

  request(json: InputOf<CreateChannel>) {
    return post('/conversations.create', { json });
  }
}
