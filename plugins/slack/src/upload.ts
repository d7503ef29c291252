import { z } from 'zod';
import { Block } from './message.ts';

/** What is said of a file before its content is sent. */
export const aboutContent = {
  alt_text: z.string().max(1000).optional().meta({ title: 'Alternative text', description: 'What a picture shows' }),
  snippet_type: z.string().optional().meta({ description: 'Language of a snippet of code, for example python' }),
};

/** Where a file is shared when its content is there; nowhere leaves it private. */
export const sharing = {
  channel_id: z
    .string()
    .optional()
    .meta({ title: 'Channel', description: 'Id of where to share it; private where it is absent' }),
  thread_ts: z.string().optional().meta({ title: 'Thread', description: 'The ts of the message to reply to; needs the channel' }),
  initial_comment: z.string().optional().meta({ title: 'Message', description: 'Said with the file' }),
  blocks: z.array(Block).optional().meta({ title: 'Blocks', description: 'Block Kit, where there is no message' }),
};
