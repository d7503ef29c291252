import { del, type InputOf, path, post, type SubscriptionTarget, signatures, Webhook } from '@mortise/sdk';
import { z } from 'zod';
import { repository } from './fields.ts';

/**
 * A hook of its own at the repository for each subscription. The `ping` that GitHub sends to a new hook names another event, so it
 * starts nothing.
 * @see https://docs.github.com/en/rest/repos/webhooks
 */
export abstract class GitHubWebhook extends Webhook {
  readonly input = z.object(repository);
  readonly signature = signatures.github();
  override readonly deliveryId = { header: 'x-github-delivery' };
  /** What GitHub sends at the most; a push of many commits is long. */
  override readonly maxBytes = 25 * 1024 * 1024;
  abstract override readonly event: { readonly header: 'x-github-event'; readonly is: string };

  override subscribe({ owner, repo }: InputOf<GitHubWebhook>, { url, secret }: SubscriptionTarget) {
    const config = { url, content_type: 'json', secret, insecure_ssl: '0' };
    return post(path`/repos/${owner}/${repo}/hooks`, { json: { name: 'web', active: true, events: [this.event.is], config } });
  }

  override unsubscribe({ owner, repo }: InputOf<GitHubWebhook>, { id }: { readonly id: string }) {
    return del(path`/repos/${owner}/${repo}/hooks/${id}`);
  }
}
