import type { PluginPackage } from '@mortise/runtime';
import { z } from 'zod';
import { ConnectionForm, formOf } from './form.ts';

const kind = z.enum(['none', 'apiKey', 'bearer', 'basic', 'oauth2', 'oauth1', 'custom']);
const facts = {
  name: z.string(),
  title: z.string(),
  description: z.string(),
  categories: z.array(z.string()),
  authentication: kind.meta({ description: 'The kind of its login; of several, of the one that is offered first' }),
  logins: z
    .array(z.strictObject({ when: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])), authentication: kind }))
    .optional()
    .meta({ description: 'Where a field chooses the login: its values, and the kind each leads to' }),
  hosts: z.array(z.string()).meta({ description: 'What its requests may reach; {url} is the host of that setting' }),
  plugin: z.string(),
  version: z.string(),
  actions: z.int(),
  logo: z.string().optional().meta({ description: 'Path of its logo on this host' }),
};

/** A line of the list of applications. */
export const ApplicationSummary = z.strictObject(facts).meta({ title: 'Application in a list' });
export type ApplicationSummary = z.infer<typeof ApplicationSummary>;

export const ApplicationView = z.strictObject({ ...facts, form: ConnectionForm }).meta({ title: 'Application' });
export type ApplicationView = z.infer<typeof ApplicationView>;

export const ApplicationAddress = z.strictObject({ name: z.string().min(1).max(200) });
export type ApplicationAddress = z.infer<typeof ApplicationAddress>;

export function toSummary({ name: plugin, version, manifest }: PluginPackage): ApplicationSummary {
  const { name, title, description, categories, authentication, logins, hosts, logo } = manifest.application;
  return {
    name,
    title,
    description,
    categories,
    authentication,
    ...(logins && { logins }),
    hosts,
    plugin,
    version,
    actions: manifest.actions.length,
    ...(logo !== undefined && { logo: `/api/applications/${name}/logo` }),
  };
}

export function toApplicationView(plugin: PluginPackage): ApplicationView {
  return { ...toSummary(plugin), form: formOf(plugin.manifest.application) };
}
