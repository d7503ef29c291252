import { z } from 'zod';
import { BotProfile, Icons } from './bot-profile.ts';
import { File } from './file.ts';

/** A block of Block Kit, as Slack's Block Kit Builder makes it. */
export const Block = z.looseObject({ type: z.string(), block_id: z.string().optional() });

/** @see https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments */
const Attachment = z.looseObject({
  fallback: z.string().optional(),
  color: z.string().optional(),
  pretext: z.string().optional(),
  author_name: z.string().optional(),
  author_link: z.string().optional(),
  author_icon: z.string().optional(),
  title: z.string().optional(),
  title_link: z.string().optional(),
  text: z.string().optional(),
  fields: z
    .array(z.looseObject({ title: z.string().optional(), value: z.string().optional(), short: z.boolean().optional() }))
    .optional(),
  blocks: z.array(Block).optional(),
  image_url: z.string().optional(),
  thumb_url: z.string().optional(),
  footer: z.string().optional(),
  footer_icon: z.string().optional(),
  mrkdwn_in: z.array(z.string()).optional(),
});

/** What an app keeps with a message, unseen by people. */
const Metadata = z.looseObject({
  event_type: z.string().optional(),
  event_payload: z.looseObject({}).optional(),
});

const Room = z.looseObject({
  id: z.string().optional(),
  name: z.string().nullish(),
  created_by: z.string().optional(),
  date_start: z.number().optional(),
  date_end: z.number().optional(),
  has_ended: z.boolean().optional(),
  channels: z.array(z.string()).optional(),
  participants: z.array(z.string()).optional(),
  participant_history: z.array(z.string()).optional(),
});

const thread = {
  thread_ts: z.string().optional().meta({ description: 'The message that its thread hangs on' }),
  reply_count: z.number().optional(),
  reply_users: z.array(z.string()).optional(),
  reply_users_count: z.number().optional(),
  latest_reply: z.string().optional(),
  parent_user_id: z.string().optional(),
  subscribed: z.boolean().optional(),
  last_read: z.string().optional(),
};

/** @see https://docs.slack.dev/reference/events/message */
export const Message = z.looseObject({
  type: z.string().optional(),
  subtype: z.string().optional(),
  ts: z.string().optional().meta({ description: 'Id of the message within its channel; text, because its digits matter' }),
  ...thread,
  hidden: z.boolean().optional(),
  client_msg_id: z.string().optional(),
  user: z.string().optional(),
  bot_id: z.string().nullish(),
  bot_profile: BotProfile.optional(),
  app_id: z.string().optional(),
  display_as_bot: z.boolean().optional(),
  team: z.string().optional(),
  username: z.string().nullish(),
  icons: Icons.nullish(),
  language: z.looseObject({ locale: z.string().optional(), is_reliable: z.boolean().optional() }).optional(),
  text: z.string().optional(),
  blocks: z.array(Block).optional(),
  attachments: z.array(Attachment).optional(),
  files: z.array(File).optional(),
  x_files: z.array(z.string()).optional(),
  upload: z.boolean().optional().meta({ description: 'Whether it came with its files' }),
  metadata: Metadata.optional(),
  agent_session: z
    .looseObject({
      title: z.string().optional(),
      status: z.string().optional(),
      agent_bot_user_ids: z.array(z.string()).optional(),
    })
    .optional(),
  room: Room.optional().meta({ description: 'A huddle' }),
  root: z
    .looseObject({
      type: z.string().optional(),
      subtype: z.string().optional(),
      ts: z.string().optional(),
      text: z.string().optional(),
      user: z.string().optional(),
      bot_id: z.string().nullish(),
      username: z.string().nullish(),
      icons: Icons.nullish(),
      ...thread,
    })
    .optional()
    .meta({ description: 'The message that a reply shown in the channel belongs to' }),
  assistant_app_thread: z
    .looseObject({
      title: z.string().optional(),
      title_blocks: z.array(Block).optional(),
      first_user_thread_reply: z.string().optional(),
    })
    .optional(),
  reactions: z
    .array(
      z.looseObject({
        name: z.string(),
        count: z.number().optional(),
        users: z.array(z.string()).optional(),
        url: z.string().optional(),
      }),
    )
    .optional(),
  edited: z.looseObject({ user: z.string().optional(), ts: z.string().optional() }).optional(),
  is_locked: z.boolean().optional(),
  inviter: z.string().optional(),
  topic: z.string().optional().meta({ description: 'The new one, where the topic was changed' }),
  purpose: z.string().optional().meta({ description: 'The new one, where the purpose was changed' }),
});

/** A message as it comes back from where it was posted. */
export const PostedMessage = z.looseObject({
  channel: z.string(),
  ts: z.string(),
  message: Message.optional(),
  errors: z.array(z.string()).optional(),
  deprecated_argument: z.string().optional(),
});

/** What a message says; `text` is also what notifications show of blocks. */
export const contents = {
  text: z.string().optional().meta({ title: 'Text', description: "In Slack's mrkdwn; at most 40,000 characters" }),
  markdown_text: z
    .string()
    .max(12_000)
    .optional()
    .meta({ title: 'Markdown', description: 'In place of text and blocks; at most 12,000 characters' }),
  blocks: z.array(Block).max(50).optional().meta({ title: 'Blocks', description: 'Block Kit, at most 50' }),
  attachments: z.array(Attachment).optional().meta({ title: 'Attachments', description: 'Secondary content; blocks are newer' }),
};

/** What goes along with a message, unseen by people. */
export const metadata = z
  .object({
    event_type: z.string().min(1).meta({ description: 'A word of your own for what the message is about' }),
    event_payload: z.record(z.string(), z.unknown()),
    entities: z
      .array(z.record(z.string(), z.unknown()))
      .optional()
      .meta({ description: 'Work objects that links in the message stand for; in new messages only' }),
  })
  .optional()
  .meta({ title: 'Metadata', description: 'For apps that read the message' });

/** For apps of the old kind, whose tokens may write as the person who installed them. */
export const asUser = z
  .boolean()
  .optional()
  .meta({ description: 'Whether the person is the author; for tokens of the old kind only' });

/** Where in a conversation a message appears. */
export const placeInThread = {
  thread_ts: z.string().optional().meta({ title: 'Thread', description: 'The ts of the message to reply to' }),
  reply_broadcast: z.boolean().optional().meta({ description: 'Whether the reply is shown in the channel too' }),
};

export const presentation = {
  parse: z
    .enum(['full', 'none'])
    .optional()
    .meta({ description: 'Whether names, channels and addresses in the text become links' }),
  link_names: z.boolean().optional().meta({ description: 'Whether @names and #channels are linked' }),
};

export const unfurling = {
  unfurl_links: z.boolean().optional().meta({ description: 'Whether links to text show a preview' }),
  unfurl_media: z.boolean().optional().meta({ description: 'Whether links to media show a preview' }),
};

export const author = {
  username: z.string().optional().meta({ description: 'Another name to post under; needs the scope chat:write.customize' }),
  icon_emoji: z.string().optional().meta({ description: 'An emoji in place of the picture, for example :truck:' }),
  icon_url: z.string().optional().meta({ description: 'A picture in place of that of the app' }),
};
