import { z } from 'zod';
import { GridRange } from './grid-range.ts';

const Post = z.looseObject({
  postId: z.string().optional(),
  author: z.looseObject({}).optional().meta({ description: 'Who wrote it' }),
  content: z.string().optional(),
  contentHtml: z.string().optional(),
  createTime: z.string().optional(),
  updateTime: z.string().optional(),
  commentAction: z.string().optional().meta({ description: 'What it did besides, for example RESOLVE' }),
  assigneeEmail: z.string().optional(),
  deleted: z.boolean().optional(),
  fromCopiedSpreadsheet: z.boolean().optional(),
  fromImportedSpreadsheet: z.boolean().optional(),
});

/** A comment with its replies. */
export const CommentThread = z.looseObject({
  commentId: z.string().optional(),
  anchorId: z.string().optional().meta({ description: 'Of the anchor in a sheet that it hangs on' }),
  status: z.string().optional().meta({ description: 'Whether it is open or resolved' }),
  plainTextQuote: z.string().optional().meta({ description: 'The text that it was written about' }),
  headPost: Post.optional(),
  replies: z.array(Post).optional(),
});

/** Where in a sheet a comment hangs. */
export const CommentAnchor = z.looseObject({ anchorId: z.string().optional(), range: GridRange.optional() });

/** Whether comments are given. */
export const commentsViewMode = z
  .string()
  .optional()
  .meta({ description: 'Whether comments are given; COMMENTS_VIEW_MODE_OMITTED, the default, leaves them out' });
