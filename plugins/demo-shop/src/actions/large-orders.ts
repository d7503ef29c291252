import { Filter } from '@mortise/sdk';
import { Order } from '../order.ts';

export class LargeOrders extends Filter {
  readonly name = 'large-orders';
  readonly title = 'Large orders';
  override readonly description = 'Lets orders of 500 and more go on, whatever the currency.';
  readonly input = Order;
  readonly condition = '$number(total) >= 500';
}
