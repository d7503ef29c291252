import { z } from 'zod';

/** A file that is kept by the host: what an action outputs and what travels between steps, in place of the bytes. */
export const FileReference = z.looseObject({
  /** Random. A host gives the file to nobody but the tenant whose action downloaded it. */
  id: z.string().regex(/^[0-9a-f]{32}$/),
  name: z.string(),
  contentType: z.string(),
  /** In bytes. */
  size: z.int().nonnegative(),
  /** In hexadecimal digits. */
  sha256: z.string(),
});
export type FileReference = z.infer<typeof FileReference>;
