import { testWebhook } from '@mortise/testing';
import { expect, it } from 'vitest';
import { GitHub } from '../src/github.application.ts';
import type { GitHubWebhook } from '../src/github-webhook.ts';
import { ping } from './event.ts';

export const input = { owner: 'octo-org', repo: 'shop' };

/** What every hook of a repository does alike, tried with one that follows this event and is sent this delivery. */
export function isRepositoryHook(Hook: new () => GitHubWebhook, event: string, reply: unknown): void {
  it('makes a hook of its own and takes it away again', async () => {
    const hook = testWebhook(Hook, { application: GitHub });
    hook.replies({ status: 201, body: { id: 109948940, type: 'Repository', active: true } }).replies({ status: 204 });

    const { id } = await hook.subscribe(input);
    await hook.unsubscribe(input, id);

    expect(hook.requests).toMatchObject([
      {
        method: 'POST',
        path: '/repos/octo-org/shop/hooks',
        body: {
          name: 'web',
          active: true,
          events: [event],
          config: { url: 'https://host.example.com/webhooks/test', content_type: 'json', secret: hook.secret, insecure_ssl: '0' },
        },
      },
      { method: 'DELETE', path: '/repos/octo-org/shop/hooks/109948940' },
    ]);
  });

  it('takes a delivery once, and none that another signed', async () => {
    const hook = testWebhook(Hook, { application: GitHub });
    const genuine = hook.delivery(reply, { deliveryId: '72d3162e-cc78-11e3-81ab-4c9367dc0958' });

    expect(await hook.receive(genuine)).toMatchObject({ kind: 'events', deliveryId: '72d3162e-cc78-11e3-81ab-4c9367dc0958' });
    expect(await hook.receive(genuine)).toMatchObject({ kind: 'duplicate' });
    await expect(hook.receive(hook.delivery(reply, { secret: 'of another' }))).rejects.toMatchObject({
      code: 'webhook_signature',
    });
  });

  it('starts nothing when GitHub tries the hook', async () => {
    const hook = testWebhook(Hook, { application: GitHub });

    expect(await hook.receive(hook.delivery(ping, { headers: { 'x-github-event': 'ping' } }))).toMatchObject({ kind: 'ignored' });
  });
}
