import type { InputOf } from '@mortise/sdk';
import { z } from 'zod';
import { AdminConnector } from '../admin-connector.ts';
import { DraftOrder, draftOrderFields } from '../draft-order.ts';
import { writableFields } from '../draft-order-fields.ts';

/** @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/draftOrderCreate */
export class CreateDraftOrder extends AdminConnector {
  readonly name = 'create-draft-order';
  readonly title = 'Create a draft order';
  override readonly description = 'An order that is yet to be paid, or to be completed by the shop.';
  readonly input = z.object(writableFields);
  readonly output = z.looseObject({ draftOrder: DraftOrder });
  readonly query = `mutation CreateDraftOrder($input: DraftOrderInput!) {
    answer: draftOrderCreate(input: $input) { draftOrder { ${draftOrderFields} } userErrors { field message } } }`;

  override variables(input: InputOf<CreateDraftOrder>) {
    return { input };
  }
}
