import { z } from 'zod';

/**
 * How a service says no in the body of an answer whose status says yes, for example Slack's `{ ok: false, error: 'not_in_channel' }`.
 * Fields are named by dotted paths. Where `field` holds a list, a `*` in the others stands for each of its entries:
 * `message: 'data.answer.userErrors.*.message'`.
 */
export const BodyRefusal = z.object({
  /** The field that tells. */
  field: z.string(),
  /** Its value in a refusal; absent: a refusal is where the field holds anything but `null`, `false`, an empty text or an empty list. */
  is: z.union([z.string(), z.number(), z.boolean()]).exactOptional(),
  /** Where the service names the reason in a word. */
  code: z.string().exactOptional(),
  /** Where it explains it; the code stands in where it is absent. */
  message: z.string().exactOptional(),
  /** Which part of what was sent it is about, as text or as the list of names that leads there. */
  about: z.string().exactOptional(),
  /** Codes that mean: the token is not accepted. */
  signIn: z.array(z.string()).readonly().exactOptional(),
  /** Codes that mean: not now. */
  retry: z.array(z.string()).readonly().exactOptional(),
});
export type BodyRefusal = z.infer<typeof BodyRefusal>;
