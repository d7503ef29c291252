import { z } from 'zod';
import { Event } from '../event.ts';
import { GitHubWebhook } from '../github-webhook.ts';

const Identity = z.looseObject({
  name: z.string(),
  email: z.string().nullish(),
  username: z.string().optional(),
  date: z.string().optional(),
});

const Commit = z.looseObject({
  id: z.string(),
  tree_id: z.string(),
  distinct: z.boolean(),
  message: z.string(),
  timestamp: z.string(),
  url: z.string(),
  author: Identity,
  committer: Identity,
  added: z.array(z.string()).optional(),
  modified: z.array(z.string()).optional(),
  removed: z.array(z.string()).optional(),
});

/** @see https://docs.github.com/en/webhooks/webhook-events-and-payloads#push */
export class Pushed extends GitHubWebhook {
  readonly name = 'pushed';
  readonly title = 'Commits pushed';
  override readonly description = 'To a branch; or a branch or tag was made or deleted.';
  override readonly event = { header: 'x-github-event', is: 'push' } as const;
  readonly output = Event.extend({
    ref: z.string().meta({ description: 'For example refs/heads/main' }),
    base_ref: z.string().nullable(),
    before: z.string(),
    after: z.string(),
    created: z.boolean(),
    deleted: z.boolean(),
    forced: z.boolean(),
    compare: z.string(),
    commits: z.array(Commit).meta({ description: 'At most 2,048' }),
    head_commit: Commit.nullable(),
    pusher: Identity,
  });
}
