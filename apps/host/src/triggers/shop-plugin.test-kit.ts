import type { PluginFixture } from '../project.test-kit.ts';

const empty = { type: 'object', properties: {}, required: [] };
const event = { input: {}, output: {} };

const manifest = {
  manifestVersion: 1,
  sdk: '^1.0.0',
  application: {
    name: 'shop',
    title: 'Shop',
    description: 'A fixture.',
    categories: [],
    authentication: 'none',
    hosts: ['{url}'],
    settings: { type: 'object', properties: { url: { type: 'string', format: 'uri' } }, required: ['url'] },
    credentials: empty,
  },
  actions: [
    {
      name: 'ordered',
      kind: 'webhook',
      title: 'Ordered',
      ...event,
      webhook: {
        signature: { scheme: 'github' },
        signingSecret: 'generated',
        event: { header: 'x-event', is: 'order' },
        deliveryId: { header: 'x-delivery' },
        eventId: { field: 'eventId' },
        maxBytes: 3_000_000,
        managed: true,
      },
    },
    {
      name: 'paid',
      kind: 'webhook',
      title: 'Paid',
      ...event,
      webhook: { signature: { scheme: 'stripe' }, signingSecret: 'returned', managed: true },
    },
    {
      name: 'told',
      kind: 'webhook',
      title: 'Told',
      ...event,
      webhook: {
        signature: { scheme: 'hmac', header: 'x-signature', algorithm: 'sha256', encoding: 'hex' },
        signingSecret: 'entered',
        deliveryId: { field: 'id' },
        challenge: { kind: 'echo-field', field: 'challenge' },
        managed: false,
      },
    },
    { name: 'new-orders', kind: 'poll', title: 'New orders', ...event, poll: { intervalSeconds: 60 } },
  ],
};

const code = `import { Application, definePlugin, del, get, PollingTrigger, post, signatures, url, Webhook } from '@mortise/sdk';
import { z } from 'zod';
class Shop extends Application {
  name = 'shop'; title = 'Shop'; description = 'A fixture.';
  settings = z.object({ url: url('Address') });
  baseUrl({ url }) { return url; }
}
class Hook extends Webhook {
  input = z.object({ topic: z.string().optional() });
  output = z.looseObject({ id: z.string() });
  events(payload) { return payload.orders ?? [payload]; }
}
const subscribe = (input, { url, secret }) => post('/hooks', { json: { url, secret, topic: input.topic } });
const unsubscribe = (input, { id }) => del('/hooks/' + id);
class Ordered extends Hook {
  name = 'ordered'; title = 'Ordered'; signature = signatures.github();
  event = { header: 'x-event', is: 'order' }; deliveryId = { header: 'x-delivery' };
  eventId = { field: 'eventId' }; maxBytes = 3_000_000;
  subscribe = subscribe; unsubscribe = unsubscribe;
}
class Paid extends Hook {
  name = 'paid'; title = 'Paid'; signature = signatures.stripe(); signingSecret = 'returned';
  subscribe = subscribe; unsubscribe = unsubscribe;
}
class Told extends Hook {
  name = 'told'; title = 'Told'; signingSecret = 'entered'; deliveryId = { field: 'id' };
  signature = signatures.hmac({ header: 'x-signature', algorithm: 'sha256', encoding: 'hex' });
  challenge = { kind: 'echo-field', field: 'challenge' };
}
class NewOrders extends PollingTrigger {
  name = 'new-orders'; title = 'New orders';
  input = z.object({}); output = z.looseObject({ id: z.string() }); response = z.array(z.any());
  request() { return get('/orders'); }
  poll(items) { return { items }; }
  key({ id }) { return id; }
}
export default definePlugin({ application: Shop, webhooks: [Ordered, Paid, Told], pollingTriggers: [NewOrders] });
`;

/** A plugin with webhooks of each kind and a poll; {@link openShop} is its service. */
export const shopPlugin: PluginFixture = { application: 'shop', manifest: JSON.stringify(manifest), code };
