import { readField } from '@mortise/sdk';
import { z } from 'zod';
import { Event } from '../event.ts';
import { GitHubWebhook } from '../github-webhook.ts';
import { Release } from '../release.ts';

/** @see https://docs.github.com/en/webhooks/webhook-events-and-payloads#release */
export class ReleasePublished extends GitHubWebhook {
  readonly name = 'release-published';
  readonly title = 'Release published';
  override readonly description = 'Or a prerelease, or a draft that is published now.';
  override readonly event = { header: 'x-github-event', is: 'release' } as const;
  readonly output = Event.extend({ action: z.literal('published'), release: Release });

  /** GitHub can only be asked for all that happens to releases. */
  override events(payload: unknown) {
    return readField(payload, 'action') === 'published' ? [payload] : [];
  }
}
