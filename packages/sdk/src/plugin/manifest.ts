import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { type Action, actionKinds } from '../actions/action.ts';
import type { Authentication } from '../application/authentication.ts';
import { credentialForm } from '../application/credential-form.ts';
import { checkFields } from '../forms/check-fields.ts';
import { Limits } from '../rates/limits.ts';
import { type JsonSchema, type Schema, toJsonSchema } from '../schema/schema.ts';
import { describeLogin } from './login-form.ts';
import type { Plugin } from './plugin.ts';
import { describeWithSamples } from './sample-settings.ts';
import { describeTrigger, triggerFields } from './trigger-facts.ts';

const JsonSchemaObject = z.record(z.string(), z.unknown());

/**
 * Fields of a form by name, as JSON Schema. `writeOnly` marks a secret, `choices` holds the titles of an `enum`, `choicesFrom` the
 * action that lists them, and `showIf` the values of other fields that show this one; then `requiredIfShown` says the rest.
 */
const Form = z.object({
  type: z.literal('object'),
  properties: z.record(z.string(), JsonSchemaObject),
  required: z.array(z.string()).default([]),
});

const authenticationKind = z.enum(['none', 'apiKey', 'bearer', 'basic', 'oauth2', 'oauth1', 'custom']);

/**
 * What a host knows of a plugin without loading its code. Written to `dist/manifest.json` by the build, named by
 * `mortise.manifest` in the package.json, and published as JSON Schema in `@mortise/sdk/manifest.schema.json`.
 */
export const Manifest = z.object({
  manifestVersion: z.literal(1),
  /** The range of SDK versions that the plugin was written for. */
  sdk: z.string(),
  application: z.object({
    name: z.string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/),
    title: z.string().min(1),
    description: z.string().min(1),
    categories: z.array(z.string()),
    /** A file of the package, below its root. */
    logo: z.string().optional(),
    /** The kind of its login; where there are several, of the one that is offered first. */
    authentication: authenticationKind,
    /** Where a setting chooses the login: its values, and the kind each leads to. */
    logins: z
      .array(
        z.object({
          when: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
          authentication: authenticationKind,
        }),
      )
      .optional(),
    /**
     * Every host that requests may reach: a name, `*.example.com`, or `{url}` for the host of the address that the user fills
     * in as `url`.
     */
    hosts: z.array(z.string()),
    /** How many requests the service takes. */
    limits: Limits.optional(),
    /** The application's own settings. */
    settings: Form,
    /** What its login needs. */
    credentials: Form,
  }),
  actions: z.array(
    z.object({
      name: z.string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/),
      kind: z.enum(actionKinds),
      title: z.string().min(1),
      description: z.string().optional(),
      input: JsonSchemaObject,
      /** Of a batch and of a poll: the list of its items. */
      output: JsonSchemaObject,
      /** False where doing it twice would hurt. */
      repeatable: z.boolean().optional(),
      ...triggerFields,
    }),
  ),
});
export type Manifest = z.infer<typeof Manifest>;
export type ManifestAction = Manifest['actions'][number];

const PackageJson = z.object({
  name: z.string(),
  version: z.string(),
  files: z.array(z.string()).default([]),
  mortise: z.object({ manifest: z.string() }),
  peerDependencies: z.object({ '@mortise/sdk': z.string() }),
});

/** The manifest of a loaded plugin. Throws a TypeError where the application's facts cannot be told without real settings. */
export function describePlugin(plugin: Plugin, { sdk, logo }: { readonly sdk: string; readonly logo?: string }): Manifest {
  const { application, actions } = plugin;
  const settings = Form.parse(describeSchema(application.settings, 'input', `${application.name}: settings`));
  checkFields(settings, `${application.name}: settings`, actions);
  const { samples, hosts } = describeWithSamples(application, settings);
  const loginForm = (authentication: Authentication) =>
    credentialForm({ authentication, clientCertificate: application.clientCertificate });
  const { authentication, logins, credentials } = describeLogin(samples, settings, loginForm, application.title);
  for (const name of Object.keys(credentials.properties)) {
    if (name in settings.properties) {
      throw new TypeError(`The setting "${name}" of "${application.name}" has the name of a credential. Give it another one.`);
    }
  }
  return Manifest.parse({
    manifestVersion: 1,
    sdk,
    application: {
      name: application.name,
      title: application.title,
      description: application.description,
      categories: [...application.categories],
      logo,
      authentication,
      ...(logins.length > 0 && { logins }),
      hosts,
      ...(application.limits && { limits: application.limits }),
      settings,
      credentials: { type: 'object', ...credentials },
    },
    actions: actions.map((action) => ({
      name: action.name,
      kind: action.kind,
      title: action.title,
      description: action.description,
      input: inputSchema(action, actions),
      output: outputSchema(action),
      ...(action.repeatable === false && { repeatable: false }),
      ...describeTrigger(action),
    })),
  });
}

/** Imports the built plugin of a package and writes its manifest to the place that its package.json names. */
export async function writeManifest(packageDirectory: string): Promise<Manifest> {
  const packageJson = PackageJson.parse(JSON.parse(await readFile(join(packageDirectory, 'package.json'), 'utf8')));
  const entry: { default: Plugin } = await import(pathToFileURL(join(packageDirectory, 'dist/index.js')).href);
  const manifest = describePlugin(entry.default, {
    sdk: packageJson.peerDependencies['@mortise/sdk'],
    ...(packageJson.files.includes('logo.svg') && { logo: 'logo.svg' }),
  });
  await writeFile(join(packageDirectory, packageJson.mortise.manifest), `${JSON.stringify(manifest)}\n`);
  return manifest;
}

/** The JSON Schema of the manifest itself. */
export function manifestJsonSchema(): JsonSchema {
  return { title: 'Manifest of a Mortise plugin', ...z.toJSONSchema(Manifest, { io: 'input' }) };
}

function inputSchema({ name, input }: Action, actions: readonly Action[]): JsonSchema {
  const schema = describeSchema(input, 'input', `${name}: input`);
  const form = Form.safeParse(schema);
  if (form.success) checkFields(form.data, `${name}: input`, actions);
  return schema;
}

function outputSchema(action: Action): JsonSchema {
  const schema = describeSchema(action.output, 'output', `${action.name}: output`);
  return action.kind === 'batch' || action.kind === 'poll' ? { type: 'array', items: schema } : schema;
}

function describeSchema(schema: Schema, side: 'input' | 'output', subject: string): JsonSchema {
  try {
    return toJsonSchema(schema, side);
  } catch (cause) {
    throw new TypeError(`${subject} cannot be described as JSON Schema. Use a type that JSON knows.`, { cause });
  }
}
