import { z } from 'zod';

const Purpose = z.looseObject({ value: z.string(), creator: z.string().optional(), last_set: z.number().optional() });

const ids = z.array(z.string()).nullish();

const Canvas = z.looseObject({
  file_id: z.string().optional(),
  is_empty: z.boolean().optional(),
  quip_thread_id: z.string().optional(),
});

/** Who may write, by kind and by id. */
const Restriction = z.looseObject({
  type: z.array(z.string()).optional(),
  user: z.array(z.string()).optional(),
  subteam: z.array(z.string()).optional(),
});

/** What a channel is set up with; more of it depends on the plan and on apps. */
const Properties = z.looseObject({
  tabs: z
    .array(z.looseObject({ id: z.string().optional(), label: z.string().optional(), type: z.string().optional() }))
    .optional(),
  tabz: z.array(z.looseObject({ type: z.string().optional() })).optional(),
  canvas: Canvas.optional(),
  meeting_notes: Canvas.optional(),
  posting_restricted_to: Restriction.optional(),
  threads_restricted_to: Restriction.optional(),
  channel_workflows: z.array(z.looseObject({})).optional(),
  use_case: z.string().optional(),
  is_dormant: z.boolean().optional(),
  has_slack_connect_invite_created: z.boolean().optional(),
  record_channel: z
    .looseObject({
      record_id: z.string().optional(),
      record_type: z.string().optional(),
      record_label: z.string().optional(),
      record_label_plural: z.string().optional(),
    })
    .optional(),
});

/** @see https://docs.slack.dev/reference/objects/conversation-object */
export const Channel = z.looseObject({
  id: z.string(),
  name: z.string().optional().meta({ description: 'Absent for direct messages' }),
  name_normalized: z.string().optional(),
  is_channel: z.boolean().optional(),
  is_group: z.boolean().optional(),
  is_im: z.boolean().optional(),
  is_mpim: z.boolean().optional(),
  is_private: z.boolean().optional(),
  is_archived: z.boolean().optional(),
  is_general: z.boolean().optional(),
  is_shared: z.boolean().optional(),
  is_ext_shared: z.boolean().optional(),
  is_org_shared: z.boolean().optional(),
  is_pending_ext_shared: z.boolean().optional(),
  is_global_shared: z.boolean().optional(),
  is_org_default: z.boolean().optional(),
  is_org_mandatory: z.boolean().optional(),
  is_open: z.boolean().optional(),
  is_read_only: z.boolean().optional(),
  is_thread_only: z.boolean().optional(),
  is_non_threadable: z.boolean().optional(),
  is_starred: z.boolean().optional(),
  is_moved: z.number().optional(),
  is_user_deleted: z.boolean().optional().meta({ description: 'Whether the other person of a direct message is gone' }),
  is_member: z.boolean().optional().meta({ description: 'Whether the app is in it' }),
  created: z.number().optional().meta({ description: 'Seconds since 1970' }),
  creator: z.string().optional(),
  updated: z.number().optional(),
  user: z.string().optional().meta({ description: 'The other person of a direct message' }),
  topic: Purpose.optional(),
  purpose: Purpose.optional(),
  previous_names: z.array(z.string()).optional(),
  num_members: z.number().optional(),
  priority: z.number().optional(),
  unlinked: z.number().optional(),
  last_read: z.string().optional(),
  unread_count: z.number().optional(),
  unread_count_display: z.number().optional(),
  locale: z.string().nullish(),
  context_team_id: z.string().nullish(),
  conversation_host_id: z.string().nullish(),
  connected_team_ids: ids,
  connected_limited_team_ids: ids,
  internal_team_ids: ids,
  shared_team_ids: ids,
  pending_shared: ids,
  pending_connected_team_ids: ids,
  properties: Properties.nullish(),
});
