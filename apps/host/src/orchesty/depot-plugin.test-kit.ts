import { setTimeout as sleep } from 'node:timers/promises';
import {
  type ActionContext,
  Application,
  BatchConnector,
  bearer,
  CustomAction,
  checkbox,
  definePlugin,
  Filter,
  fail,
  get,
  type InputOf,
  limit,
  number,
  page,
  path,
  type ResponseOf,
  RestConnector,
  retry,
  route,
  type SettingsOf,
  select,
  signatures,
  stop,
  url,
  Webhook,
} from '@mortise/sdk';
import { z } from 'zod';

const Item = z.looseObject({ id: z.string() });

class GetItem extends RestConnector {
  readonly name = 'get-item';
  readonly title = 'Get an item';
  readonly input = z.object({ id: z.string() });
  readonly output = Item;
  request({ id }: InputOf<GetItem>) {
    return get(path`/items/${id}`);
  }
}

class ListItems extends BatchConnector {
  readonly name = 'list-items';
  readonly title = 'List items';
  readonly input = z.object({ shelf: z.string().default('a') });
  readonly output = Item;
  readonly response = z.object({ items: z.array(z.unknown()), next: z.string().nullish() });
  request({ shelf }: InputOf<ListItems>, after?: string) {
    return get(path`/shelves/${shelf}`, { query: { after } });
  }
  page({ items, next }: ResponseOf<ListItems>) {
    return { items, cursor: next };
  }
}

/** Ends as it is told to. */
class Decide extends CustomAction {
  readonly name = 'decide';
  readonly title = 'Decide';
  readonly input = z.looseObject({
    end: z.string().optional(),
    afterMs: z.number().optional(),
    to: z.array(z.string()).optional(),
  });
  readonly output = z.unknown();
  async execute({ end, afterMs, to = [], ...rest }: InputOf<Decide>, { idempotencyKey }: ActionContext) {
    switch (end) {
      case 'route':
        return route(to, rest);
      case 'stop':
        return stop('Nothing\nto do.');
      case 'limit':
        return limit(afterMs);
      case 'retry':
        return retry('Not yet.', afterMs === undefined ? {} : { afterMs, maxAttempts: 4 });
      case 'fail':
        return fail('It cannot be\r\ndone.');
      case 'page':
        return page([1], 'more');
      case 'text':
        return 'plain';
      case 'wait':
        await sleep(afterMs);
        return { waited: true };
      case 'key':
        return idempotencyKey;
      default:
        return rest;
    }
  }
}

class HeavyItems extends Filter {
  readonly name = 'heavy-items';
  readonly title = 'Heavy items';
  readonly input = z.object({ weight: z.number() });
  readonly condition = 'weight > 10';
}

class ItemAdded extends Webhook {
  readonly name = 'item-added';
  readonly title = 'Item added';
  readonly input = z.object({});
  readonly output = Item;
  readonly signature = signatures.github();
}

class Depot extends Application {
  readonly name = 'depot';
  readonly title = 'Depot';
  readonly description = 'Things on shelves.';
  override readonly limits = { perConnection: { amount: 90, seconds: 1.5 } };
  override readonly settings = z.object({
    url: url('Address', { help: 'Of the depot' }),
    region: select('Region', { north: 'The north', south: 'The south' }).default('south'),
    shelves: number('Shelves', { optional: true, integer: true }),
    cold: checkbox('Cold'),
  });

  baseUrl(settings: SettingsOf<Depot>) {
    return settings.url;
  }

  override signIn() {
    return bearer();
  }
}

export default definePlugin({
  application: Depot,
  connectors: [GetItem, ListItems],
  webhooks: [ItemAdded],
  actions: [Decide, HeavyItems],
});
