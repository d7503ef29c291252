import { z } from 'zod';
import { ConnectionForm } from '../applications/form.ts';
import { ConnectionAddress } from './connection-view.ts';
import { redirectUriMeaning } from './redirect-uri.ts';

/** Where a field is drawn, and by what, for those who do not want to read it from the schema. */
const widget = z.enum(['text', 'password', 'address', 'number', 'checkbox', 'select', 'multi-select', 'list']);
export type Widget = z.infer<typeof widget>;

export const FormQuery = z.strictObject({
  connection: ConnectionAddress.shape.id.optional().meta({ description: 'Id or name of the connection that is being changed' }),
});
export type FormQuery = z.infer<typeof FormQuery>;

/** A form, and what a connection has filled in. Of its secrets only whether they are set: what is left out when it is saved stays. */
export const ConnectionFormView = z
  .strictObject({
    schema: ConnectionForm,
    ui: z.strictObject({ order: z.array(z.string()), widgets: z.record(z.string(), widget) }),
    values: z.record(z.string(), z.unknown()),
    secrets: z.record(z.string(), z.strictObject({ set: z.literal(true) })),
    client: z
      .strictObject({
        clientId: z.string(),
        values: z.record(z.string(), z.unknown()).optional().meta({ description: 'Only with these, where it is bound to some' }),
      })
      .optional()
      .meta({ description: 'The OAuth client of this host, so that none has to be filled in' }),
    redirectUri: z.string().optional().meta({ description: redirectUriMeaning }),
  })
  .meta({ title: 'Form of a connection' });
export type ConnectionFormView = z.infer<typeof ConnectionFormView>;
