import type { BodyRefusal } from '@mortise/sdk';

/** What a mutation refuses; every document calls the field that it asks for `answer`. */
export const refusal: BodyRefusal = {
  field: 'data.answer.userErrors',
  code: 'data.answer.userErrors.0.code',
  message: 'data.answer.userErrors.0.message',
  retry: ['IDEMPOTENCY_CONCURRENT_REQUEST'],
};
