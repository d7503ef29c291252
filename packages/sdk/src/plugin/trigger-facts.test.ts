import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Application, get, PollingTrigger, post, signatures, Webhook } from '../index.ts';
import { describePlugin, Manifest } from './manifest.ts';
import { definePlugin, type PluginDefinition } from './plugin.ts';

class Shop extends Application {
  readonly name = 'shop';
  readonly title = 'Shop';
  readonly description = 'A shop.';
  baseUrl() {
    return 'https://api.example.com';
  }
}

class ByHand extends Webhook {
  readonly name = 'order-created';
  readonly title = 'Order created';
  readonly input = z.object({});
  readonly output = z.object({ id: z.string() });
  readonly signature = signatures.hmac({ header: 'X-Tag', algorithm: 'sha256', encoding: 'hex' });
}

class Managed extends ByHand {
  override readonly signingSecret = 'returned';
  override readonly event = { header: 'x-event', is: ['a', 'b'] };
  override readonly deliveryId = { field: 'id' };
  override readonly challenge = { kind: 'echo-query' as const, parameter: 'challenge' };
  override subscribe() {
    return post('/hooks');
  }
  override unsubscribe() {
    return post('/hooks/end');
  }
}

class NewOrders extends PollingTrigger {
  readonly name = 'new-orders';
  readonly title = 'New orders';
  readonly input = z.object({});
  readonly output = z.object({ id: z.string() });
  readonly response = z.array(z.unknown());
  request() {
    return get('/orders');
  }
  poll(response: unknown) {
    return { items: z.array(z.unknown()).parse(response) };
  }
  key(item: unknown) {
    return String(item);
  }
}

/** The manifest of a plugin with these triggers, as a host reads it. */
function actionsOf(triggers: Pick<PluginDefinition, 'webhooks' | 'pollingTriggers'>) {
  const manifest = describePlugin(definePlugin({ application: Shop, ...triggers }), { sdk: '^1.0.0' });
  return Manifest.parse(JSON.parse(JSON.stringify(manifest))).actions;
}

describe('the manifest', () => {
  it('holds all that a host must know to take deliveries and to poll', () => {
    expect(actionsOf({ webhooks: [Managed], pollingTriggers: [NewOrders] })).toMatchObject([
      {
        name: 'order-created',
        kind: 'webhook',
        output: { type: 'object' },
        webhook: {
          signature: { scheme: 'hmac', header: 'x-tag', algorithm: 'sha256', encoding: 'hex' },
          signingSecret: 'returned',
          event: { header: 'x-event', is: ['a', 'b'] },
          deliveryId: { field: 'id' },
          challenge: { kind: 'echo-query', parameter: 'challenge' },
          managed: true,
        },
      },
      { name: 'new-orders', kind: 'poll', output: { type: 'array' }, poll: { intervalSeconds: 300 } },
    ]);
  });

  it('says which webhooks the user enters at the service by hand', () => {
    expect(actionsOf({ webhooks: [ByHand] })[0]?.webhook).toEqual({
      signature: { scheme: 'hmac', header: 'x-tag', algorithm: 'sha256', encoding: 'hex' },
      signingSecret: 'generated',
      managed: false,
    });
  });

  it('is refused for a webhook that subscribes and never ends it, and for facts that are none', () => {
    class Endless extends ByHand {
      override subscribe() {
        return post('/hooks');
      }
    }
    class OddHeader extends ByHand {
      override readonly signature = {
        ...signatures.hmac({ header: 'x', algorithm: 'sha256', encoding: 'hex' }),
        header: 'X Tag',
      };
    }
    class Restless extends NewOrders {
      override readonly intervalSeconds = 0.5;
    }
    expect(() => actionsOf({ webhooks: [Endless] })).toThrow('order-created: subscribe() and unsubscribe() belong together');
    expect(() => actionsOf({ webhooks: [OddHeader] })).toThrow('must be a header name in lower case');
    expect(() => actionsOf({ pollingTriggers: [Restless] })).toThrow('new-orders');
  });
});
