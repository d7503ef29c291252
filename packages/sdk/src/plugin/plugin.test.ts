import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Connector } from '../actions/connector.ts';
import { Application } from '../application/application.ts';
import { definePlugin } from './plugin.ts';

function applicationNamed(name: string) {
  return class extends Application {
    readonly name = name;
    readonly title = 'Shop';
    readonly description = 'A shop.';
    baseUrl() {
      return 'https://api.example.com';
    }
  };
}

function connectorNamed(name: string) {
  return class extends Connector {
    readonly name = name;
    readonly title = 'Get an order';
    readonly input = z.object({});
    readonly output = z.object({});
    async execute() {
      return {};
    }
  };
}

describe('definePlugin', () => {
  it('makes the application and its actions', () => {
    const plugin = definePlugin({
      application: applicationNamed('shop'),
      connectors: [connectorNamed('get-order'), connectorNamed('shop')],
    });
    expect(plugin.application.name).toBe('shop');
    expect(plugin.actions.map(({ name }) => name)).toEqual(['get-order', 'shop']);
  });

  it('lists what every part gives, in the order of the parts', () => {
    const plugin = definePlugin({
      application: applicationNamed('shop'),
      actions: [connectorNamed('merge-orders')],
      pollingTriggers: [connectorNamed('order-changed')],
      webhooks: [connectorNamed('order-created')],
      connectors: [connectorNamed('get-order')],
    });
    expect(plugin.actions.map(({ name }) => name)).toEqual(['get-order', 'order-created', 'order-changed', 'merge-orders']);
    expect(definePlugin({ application: applicationNamed('shop') }).actions).toEqual([]);
  });

  it.each(['webhooks', 'pollingTriggers', 'actions'] as const)('checks the names of %s too', (part) => {
    const application = applicationNamed('shop');
    expect(() => definePlugin({ application, [part]: [connectorNamed('Order')] })).toThrow('"Order" is not a name.');
    expect(() => definePlugin({ application, connectors: [connectorNamed('order')], [part]: [connectorNamed('order')] })).toThrow(
      '"shop.order" is defined twice.',
    );
  });

  it.each(['', 'GetOrder', 'get_order', 'get--order', '-get', 'get-', '1get', 'get order', 'get.order', '../get', 'žádost'])(
    'refuses the name %j and shows how to write one',
    (name) => {
      const message = /is not a name\. Use lower case letters/;
      expect(() => definePlugin({ application: applicationNamed(name), connectors: [] })).toThrow(message);
      expect(() => definePlugin({ application: applicationNamed('shop'), connectors: [connectorNamed(name)] })).toThrow(message);
    },
  );

  it('refuses a name that is used twice', () => {
    const connectors = [connectorNamed('get-order'), connectorNamed('get-order')];
    expect(() => definePlugin({ application: applicationNamed('shop'), connectors })).toThrow(
      '"shop.get-order" is defined twice. Give each action its own name.',
    );
  });
});
