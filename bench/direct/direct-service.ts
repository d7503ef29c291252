/** The feature by direct integration: an action, and a line that offers it. */
import { CustomAction, type InputOf } from '@mortise/sdk';
import { mortise } from '@mortise/service';
import { Order, Priced, priceOrder } from './price.ts';

class PriceOrder extends CustomAction {
  readonly name = 'price-order';
  readonly title = 'Price an order';
  readonly input = Order;
  readonly output = Priced;

  execute(order: InputOf<PriceOrder>) {
    return priceOrder(order);
  }
}

await mortise({ name: 'direct', actions: [PriceOrder] }).start();
