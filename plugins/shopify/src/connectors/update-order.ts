import type { InputOf } from '@mortise/sdk';
import { z } from 'zod';
import { AddressInput } from '../address.ts';
import { AdminConnector } from '../admin-connector.ts';
import { AttributeInput } from '../attribute.ts';
import { MetafieldInput } from '../metafield.ts';
import { Order, orderFields, orderId } from '../order.ts';
import { tags } from '../values.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/orderUpdate */
export class UpdateOrder extends AdminConnector {
  readonly name = 'update-order';
  readonly title = 'Update an order';
  readonly input = z.object({
    id: orderId,
    note: z.string().optional(),
    email: z.email().optional(),
    phone: z.string().optional(),
    poNumber: z.string().optional(),
    tags: tags.optional().meta({ description: 'All tags: those that are left out are removed' }),
    customAttributes: z
      .array(AttributeInput)
      .optional()
      .meta({ description: 'All of them: those that are left out are removed' }),
    shippingAddress: AddressInput.optional(),
    localizedFields: z.array(z.object({ key: z.string(), value: z.string() })).optional(),
    metafields: z.array(MetafieldInput).optional(),
  });
  readonly output = z.looseObject({ order: Order });
  readonly query = `mutation UpdateOrder($input: OrderInput!) {
    answer: orderUpdate(input: $input) { order { ${orderFields} } userErrors { field message } } }`;

  override variables(input: InputOf<UpdateOrder>) {
    return { input };
  }
}
