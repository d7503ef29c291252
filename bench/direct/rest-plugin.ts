/** The plugin that makes the REST API an action. */
import { Application, apiKey, definePlugin, type InputOf, post, RestConnector, type SettingsOf, url } from '@mortise/sdk';
import { z } from 'zod';
import { Order, Priced } from './price.ts';

class Rest extends Application {
  readonly name = 'rest';
  readonly title = 'Prices';
  readonly description = 'Prices of orders.';
  override readonly authentication = apiKey({ header: 'X-Api-Key' });
  override readonly settings = z.object({ url: url('Address') });

  baseUrl(settings: SettingsOf<Rest>) {
    return settings.url;
  }
}

class PriceOrder extends RestConnector {
  readonly name = 'price-order';
  readonly title = 'Price an order';
  readonly input = Order;
  readonly output = Priced;

  request(order: InputOf<PriceOrder>) {
    return post('/prices', { json: order });
  }
}

export default definePlugin({ application: Rest, connectors: [PriceOrder] });
