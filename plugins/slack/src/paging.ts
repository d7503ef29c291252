import { byCursor } from '@mortise/sdk';
import { z } from 'zod';

/** Items per page; Slack may give fewer, and asks for no more than 200 at once. */
export const limit = z.int().min(1).max(999).default(200).meta({ title: 'Items per page' });

/** How every list goes on. @see https://docs.slack.dev/apis/web-api/pagination */
export const pagination = byCursor({ parameter: 'cursor', next: 'response_metadata.next_cursor' });
