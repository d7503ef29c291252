import { z } from 'zod';

/** Parameters as OAuth sends them: in a query string or as application/x-www-form-urlencoded. */
export type Form = Readonly<Record<string, string>>;

const FormSchema = z.record(z.string(), z.string());

/** A body or query that is not a plain form counts as an empty one: what is missing is then refused by name. */
export function asForm(body: unknown): Form {
  const parsed = FormSchema.safeParse(body);
  return parsed.success ? parsed.data : {};
}
