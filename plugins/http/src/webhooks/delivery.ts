import { z } from 'zod';

/** What somebody of whom nothing is known says: JSON or the fields of a form; `null` for nothing. */
export const Delivery = z.unknown().default(null);

/** Where a sender may say which delivery it is. Without it, two with the same body are taken for one. */
export const deliveryId = { header: 'idempotency-key' };
