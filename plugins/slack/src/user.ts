import { z } from 'zod';

/** @see https://docs.slack.dev/reference/objects/user-object */
export const User = z.looseObject({
  id: z.string(),
  team_id: z.string().optional(),
  name: z.string().optional().meta({ description: 'The handle, not what people see' }),
  real_name: z.string().optional(),
  deleted: z.boolean().optional(),
  color: z.string().optional(),
  tz: z.string().nullish().meta({ description: 'For example Europe/Prague' }),
  tz_label: z.string().optional(),
  tz_offset: z.number().optional().meta({ description: 'Seconds ahead of UTC' }),
  profile: z
    .looseObject({
      real_name: z.string().optional(),
      real_name_normalized: z.string().optional(),
      display_name: z.string().optional(),
      display_name_normalized: z.string().optional(),
      first_name: z.string().optional(),
      last_name: z.string().optional(),
      email: z.string().optional().meta({ description: 'Needs the scope users:read.email' }),
      phone: z.string().nullish(),
      title: z.string().nullish(),
      status_text: z.string().optional(),
      status_emoji: z.string().optional(),
      status_emoji_url: z.string().optional(),
      status_emoji_display_info: z
        .array(
          z.looseObject({
            emoji_name: z.string().optional(),
            display_url: z.string().optional(),
            display_alias: z.string().optional(),
            unicode: z.string().optional(),
          }),
        )
        .optional(),
      status_text_canonical: z.string().optional(),
      status_expiration: z.number().optional(),
      huddle_state: z.string().optional(),
      huddle_state_expiration_ts: z.number().optional(),
      pronouns: z.string().nullish(),
      skype: z.string().nullish(),
      start_date: z.string().nullish(),
      fields: z
        .union([
          z.record(z.string(), z.looseObject({ value: z.string().nullish(), alt: z.string().nullish() })),
          z.array(z.unknown()),
        ])
        .nullish()
        .meta({ description: 'Fields of the workspace by their id' }),
      avatar_hash: z.string().nullish(),
      is_custom_image: z.boolean().optional(),
      image_original: z.string().optional(),
      image_24: z.string().optional(),
      image_32: z.string().optional(),
      image_48: z.string().optional(),
      image_72: z.string().optional(),
      image_192: z.string().optional(),
      image_512: z.string().optional(),
      image_1024: z.string().optional(),
      api_app_id: z.string().nullish(),
      bot_id: z.string().nullish(),
      always_active: z.boolean().optional(),
      guest_invited_by: z.string().nullish(),
      guest_expiration_ts: z.number().nullish(),
      team: z.string().optional(),
    })
    .optional(),
  locale: z.string().nullish().meta({ description: 'For example cs-CZ, where it was asked for' }),
  has_2fa: z.boolean().optional(),
  two_factor_type: z.string().nullish(),
  who_can_share_contact_card: z.string().optional(),
  enterprise_id: z.string().nullish(),
  enterprise_name: z.string().nullish(),
  enterprise_user: z
    .looseObject({
      id: z.string().optional(),
      enterprise_id: z.string().optional(),
      enterprise_name: z.string().optional(),
      is_admin: z.boolean().optional(),
      is_owner: z.boolean().optional(),
      is_primary_owner: z.boolean().optional(),
      teams: z.array(z.string()).optional(),
    })
    .optional()
    .meta({ description: 'The person in the organisation that the workspace belongs to' }),
  teams: z.array(z.string()).optional(),
  is_admin: z.boolean().optional(),
  is_owner: z.boolean().optional(),
  is_primary_owner: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_app_user: z.boolean().optional(),
  is_workflow_bot: z.boolean().optional(),
  is_connector_bot: z.boolean().optional(),
  is_invited_user: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  is_email_confirmed: z.boolean().optional(),
  updated: z.number().optional().meta({ description: 'Seconds since 1970' }),
});
