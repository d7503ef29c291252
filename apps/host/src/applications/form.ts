import { choicesFromOf } from '@mortise/sdk';
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

/** The application's settings and its login as one form. What can be asked for only after the login stands behind it. */
export function formOf({ settings, credentials }: ApplicationFacts): ConnectionForm {
  const own = Object.entries(settings.properties);
  return {
    type: 'object',
    properties: {
      ...Object.fromEntries(own.filter(([, field]) => !choicesFromOf(field))),
      ...credentials.properties,
      ...Object.fromEntries(own.filter(([, field]) => choicesFromOf(field))),
    },
    required: [...settings.required, ...credentials.required],
    additionalProperties: false,
  };
}

export function isSecret(form: ConnectionForm, field: string): boolean {
  return form.properties[field]?.['writeOnly'] === true;
}
