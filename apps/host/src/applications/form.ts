import { connectionForm } from '@mortise/sdk/forms';
import type { Manifest } from '@mortise/sdk/manifest';
import { z } from 'zod';

/** A JSON Schema of draft 2020-12. */
export const JsonSchema = z.record(z.string(), z.unknown()).meta({ description: 'JSON Schema, draft 2020-12' });

/**
 * What the user fills in to connect an account, as JSON Schema. `writeOnly` marks a secret, `showIf` a field that is there only
 * while others have these values (and then required, with `requiredIfShown`), `choicesFrom` one whose choices can be asked for.
 */
export const ConnectionForm = z.strictObject({
  type: z.literal('object'),
  properties: z.record(z.string(), JsonSchema),
  required: z.array(z.string()),
  additionalProperties: z.literal(false),
});
export type ConnectionForm = z.infer<typeof ConnectionForm>;

export type ApplicationFacts = Manifest['application'];

/** The application's settings and its login as one form. */
export function formOf(application: ApplicationFacts): ConnectionForm {
  const { properties, required } = connectionForm(application);
  return { type: 'object', properties, required: [...required], additionalProperties: false };
}

export function isSecret(form: ConnectionForm, field: string): boolean {
  return form.properties[field]?.['writeOnly'] === true;
}
