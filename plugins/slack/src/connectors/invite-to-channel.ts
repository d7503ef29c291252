import { type InputOf, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { Channel } from '../channel.ts';
import { channel, user } from '../fields.ts';

/** @see https://docs.slack.dev/reference/methods/conversations.invite */
export class InviteToChannel extends RestConnector {
  readonly name = 'invite-to-channel';
  readonly title = 'Invite people to a channel';
  readonly input = z.object({
    channel,
    users: z.array(user).min(1).max(100).meta({ title: 'Users' }),
    force: z.boolean().optional().meta({ description: 'Whether those who can be invited are, where others cannot' }),
  });
  readonly output = z.looseObject({
    channel: Channel,
    errors: z
      .array(z.looseObject({ user: z.string().optional(), ok: z.boolean().optional(), error: z.string().optional() }))
      .optional()
      .meta({ description: 'Who could not be invited, where the others were' }),
  });

  request({ users, ...invitation }: InputOf<InviteToChannel>) {
    return post('/conversations.invite', { json: { ...invitation, users: users.join(',') } });
  }
}
