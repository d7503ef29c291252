import { z } from 'zod';
import { PluginVersion } from '../actions/call-schemas.ts';
import { DraftBody } from '../connections/connection-view.ts';

const FieldName = z.string().min(1).max(200).meta({ description: 'Name of the field whose choices are asked for' });

/** A form that is being filled in; its field has to have a `choicesFrom`. */
export const FormChoicesBody = DraftBody.extend({ field: FieldName });
export type FormChoicesBody = z.infer<typeof FormChoicesBody>;

/** The same for the input of an action, as far as it is filled in. */
export const InputChoicesBody = z.strictObject({
  field: FieldName,
  input: z.record(z.string(), z.unknown()).default({}),
  version: PluginVersion.optional(),
  connection: z.string().min(1).max(100).optional().meta({ description: 'Id or name of a connection' }),
});
export type InputChoicesBody = z.infer<typeof InputChoicesBody>;

export const ChoicesAnswer = z
  .strictObject({
    choices: z.array(z.strictObject({ value: z.union([z.string(), z.number()]), label: z.string() })),
    truncated: z.boolean().meta({ description: 'The service has more than are shown' }),
  })
  .meta({ title: 'Choices' });
export type ChoicesAnswer = z.infer<typeof ChoicesAnswer>;
