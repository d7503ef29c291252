import { challenges, type DeliveryIdPlace, signatures, Webhook } from '@mortise/sdk';
import { z } from 'zod';

/** What every delivery of the Events API holds around its event. */
export function delivery<Event extends z.ZodType>(event: Event) {
  return z.looseObject({
    type: z.literal('event_callback'),
    event_id: z.string(),
    event_time: z.number().meta({ description: 'Seconds since 1970' }),
    event_context: z.string().optional(),
    team_id: z.string().optional(),
    enterprise_id: z.string().nullish(),
    context_team_id: z.string().nullish(),
    context_enterprise_id: z.string().nullish(),
    api_app_id: z.string().optional(),
    token: z.string().optional().meta({ description: 'Of old; the signature has taken its place' }),
    authorizations: z
      .array(
        z.looseObject({
          enterprise_id: z.string().nullish(),
          team_id: z.string().nullish(),
          user_id: z.string().optional(),
          is_bot: z.boolean().optional(),
          is_enterprise_install: z.boolean().optional(),
        }),
      )
      .optional()
      .meta({ description: 'One of the installations that may see the event' }),
    is_ext_shared_channel: z.boolean().optional().meta({ description: 'Whether other organisations are in the channel' }),
    event,
  });
}

/**
 * An event that Slack sends to the request URL of an app.
 * @see https://docs.slack.dev/apis/events-api/
 */
export abstract class SlackEvent extends Webhook {
  readonly input = z.object({});
  readonly signature = signatures.slack();
  override readonly signingSecret = 'entered';
  override readonly challenge = challenges.slack();
  override readonly deliveryId: DeliveryIdPlace = { field: 'event_id' };
}
