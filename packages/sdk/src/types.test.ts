import { describe, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import {
  type Action,
  Application,
  BatchConnector,
  Connector,
  execute,
  get,
  type InputOf,
  type NetworkError,
  OAuth2Application,
  type Outcome,
  type OutputOf,
  type ResponseOf,
  RestConnector,
  type run,
  type SettingsOf,
  slug,
} from './index.ts';

class ListOrders extends BatchConnector {
  readonly name = 'list-orders';
  readonly title = 'List orders';
  readonly input = z.object({ limit: z.int().default(50), after: z.string().optional() });
  readonly output = z.object({ id: z.string(), total: z.string().transform(Number) });
  readonly response = z.object({ orders: z.array(z.unknown()), next: z.string().nullable() });
  request({ limit }: InputOf<ListOrders>, cursor?: string) {
    return get('/orders', { query: { limit, cursor } });
  }
  page({ orders, next }: ResponseOf<ListOrders>) {
    return { items: orders, cursor: next };
  }
}

abstract class Facts extends RestConnector {
  readonly title = 'Get an order';
  readonly input = z.object({ orderId: z.string() });
  readonly output = z.object({ id: z.string() });
}

describe('the types', () => {
  it('tell what an action takes and gives from its schemas', () => {
    expectTypeOf<InputOf<ListOrders>>().toEqualTypeOf<{ limit: number; after?: string | undefined }>();
    expectTypeOf<OutputOf<ListOrders>>().toEqualTypeOf<{ id: string; total: number }>();
    expectTypeOf<ResponseOf<ListOrders>>().toEqualTypeOf<{ orders: unknown[]; next: string | null }>();
  });

  it('tell the settings of an application', () => {
    class Shop extends OAuth2Application {
      readonly name = 'shop';
      readonly title = 'Shop';
      readonly description = 'A shop.';
      override readonly settings = z.object({ shop: slug('Shop'), region: z.enum(['eu', 'us']).optional() });
      baseUrl({ shop }: SettingsOf<Shop>) {
        return `https://${shop}.example.com`;
      }
      oauth2({ shop }: SettingsOf<Shop>) {
        return { tokenUrl: `https://${shop}.example.com/token` };
      }
    }
    expectTypeOf<SettingsOf<Shop>>().toEqualTypeOf<{ shop: string; region?: 'eu' | 'us' | undefined }>();
    expectTypeOf(Shop).toExtend<new () => Application>();
  });

  it('let run() take what the input schema takes and give what the output schema gives', () => {
    class GetOrder extends Facts {
      readonly name = 'get-order';
      request({ orderId }: InputOf<GetOrder>) {
        return get(`/orders/${orderId}`);
      }
    }
    const call = (runner: typeof run) => runner(GetOrder, { orderId: '1' });
    expectTypeOf(call).returns.toEqualTypeOf<Promise<{ id: string }>>();
    const wrong = (runner: typeof run) => {
      // @ts-expect-error -- a number is no order id
      void runner(GetOrder, { orderId: 1 });
      // @ts-expect-error -- the order id is missing
      void runner(GetOrder, {});
    };
    expectTypeOf(wrong).toBeFunction();
    expectTypeOf(execute<unknown>)
      .parameter(0)
      .toExtend<Action>();
    expectTypeOf(execute<{ id: string }>).returns.toEqualTypeOf<Promise<Outcome<{ id: string }>>>();
  });

  it('name a fact that is missing', () => {
    // @ts-expect-error -- `name` is missing
    class Nameless extends Facts {
      request() {
        return get('/');
      }
    }
    // @ts-expect-error -- `request()` is missing
    class Silent extends Facts {
      readonly name = 'silent';
    }
    // @ts-expect-error -- `execute()` is missing
    class Idle extends Connector {
      readonly name = 'idle';
      readonly title = 'Idle';
      readonly input = z.object({});
      readonly output = z.object({});
    }
    // @ts-expect-error -- `baseUrl()` is missing
    class Nowhere extends Application {
      readonly name = 'nowhere';
      readonly title = 'Nowhere';
      readonly description = 'Leads nowhere.';
    }
    expectTypeOf([Nameless, Silent, Idle, Nowhere]).toBeArray();
  });

  it('refuse facts of another type', () => {
    class Wrong extends Facts {
      readonly name = 'wrong';
      // @ts-expect-error -- a status is no verdict
      override readonly responses = { succes: 200 };
      // @ts-expect-error -- request() returns a request
      request() {
        return '/orders';
      }
    }
    expectTypeOf<Wrong['kind']>().toEqualTypeOf<'connector'>();
  });

  it('carry in an error whether another try can help', () => {
    expectTypeOf<NetworkError['retryable']>().toEqualTypeOf<true>();
    expectTypeOf<NetworkError['code']>().toEqualTypeOf<'network'>();
  });
});
