import type { CatalogueAction } from '@mortise/runtime';
import { actionKinds } from '@mortise/sdk';
import { z } from 'zod';
import { JsonSchema } from '../applications/form.ts';
import { PluginVersion } from './call-schemas.ts';

/** An action as the editor, the command line and AI clients see it. */
export const ActionView = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    description: z.string().optional(),
    kind: z.enum(actionKinds),
    application: z.string(),
    plugin: z.string(),
    version: z.string(),
    input: JsonSchema,
    output: JsonSchema,
    offline: z.boolean().optional().meta({ description: 'Its service is not connected: calls fail until it is back' }),
  })
  .meta({ title: 'Action' });
export type ActionView = z.infer<typeof ActionView>;

export const ActionFilter = z.strictObject({
  application: z.string().max(200).optional(),
  query: z.string().max(200).optional().meta({ description: 'Words that the id, the title or the description contains' }),
});
export type ActionFilter = z.infer<typeof ActionFilter>;

export const ActionAddress = z.strictObject({ id: z.string().min(1).max(200) });
export type ActionAddress = z.infer<typeof ActionAddress>;

export const ActionVersion = z.strictObject({ version: PluginVersion.optional() });
export type ActionVersion = z.infer<typeof ActionVersion>;

export function toActionView({ id, plugin, action }: CatalogueAction, isOffline: boolean): ActionView {
  const { title, description, kind, input, output } = action;
  return {
    id,
    title,
    ...(description !== undefined && { description }),
    kind,
    application: plugin.manifest.application.name,
    plugin: plugin.name,
    version: plugin.version,
    input,
    output,
    ...(isOffline && { offline: true }),
  };
}
