import { z } from 'zod';

/** An id in a webhook: a number, or text where it has more digits than JavaScript keeps, as in the notifications that Shopify sends as a test. */
export const RestId = z.union([z.number(), z.string()]);
