import { testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { surroundings } from '../test/event.ts';
import { release } from '../test/release.ts';
import { GitHub } from './github.application.ts';
import { ReleasePublished } from './webhooks/release-published.ts';

const published = { action: 'published', release, ...surroundings };

describe('GitHubWebhook', () => {
  it('is signed as in the documentation of GitHub', () => {
    const hook = testWebhook(ReleasePublished, { application: GitHub, secret: "It's a Secret to Everybody" });
    expect(hook.delivery('Hello, World!').headers).toMatchObject({
      'x-hub-signature-256': 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
    });
  });

  it('takes what GitHub sends at the most, and nothing larger', async () => {
    const hook = testWebhook(ReleasePublished, { application: GitHub });
    const ofSize = (bytes: number) => JSON.stringify(published).padEnd(bytes, ' ');

    expect(await hook.receive(hook.delivery(ofSize(25 * 1024 * 1024)))).toMatchObject({ kind: 'events', events: [published] });
    await expect(hook.receive(hook.delivery(ofSize(25 * 1024 * 1024 + 1)))).rejects.toThrow();
  });

  it('knows a delivery by the id in its header, whatever its body', async () => {
    const hook = testWebhook(ReleasePublished, { application: GitHub });
    const send = (body: unknown, id: string) => {
      const delivery = hook.delivery(body);
      const tag = delivery.headers['x-hub-signature-256'];
      const told = { 'x-hub-signature-256': tag, 'x-github-event': 'release', 'x-github-delivery': id };
      return hook.receive({ ...delivery, headers: { 'content-type': 'application/json', ...told } });
    };
    const deliveryId = '72d3162e-cc78-11e3-81ab-4c9367dc0958';

    expect(await send(published, deliveryId)).toMatchObject({ kind: 'events', deliveryId, events: [published] });
    expect(await send({ ...published, release: { ...release, name: 'Renamed' } }, deliveryId)).toMatchObject({
      kind: 'duplicate',
    });
    expect(await send(published, '72d3162e-cc78-11e3-81ab-4c9367dc0959')).toMatchObject({ kind: 'events' });
  });
});
