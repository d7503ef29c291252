import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { Action } from '../actions/action.ts';
import { credentialForms } from '../application/authentication.ts';
import { type JsonSchema, type Schema, toJsonSchema } from '../schema/schema.ts';
import type { Plugin } from './plugin.ts';
import { describeWithSamples } from './sample-settings.ts';

const JsonSchemaObject = z.record(z.string(), z.unknown());

/** Fields of a form by name, as JSON Schema; `writeOnly` marks a secret. */
const Form = z.object({
  type: z.literal('object'),
  properties: z.record(z.string(), JsonSchemaObject),
  required: z.array(z.string()).default([]),
});

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
    authentication: z.enum(['none', 'apiKey', 'bearer', 'basic', 'oauth2']),
    /**
     * Every host that requests may reach: a name, `*.example.com`, or `{url}` for the host of the address that the user fills
     * in as `url`.
     */
    hosts: z.array(z.string()),
    /** The application's own settings. */
    settings: Form,
    /** What its login needs. */
    credentials: Form,
  }),
  actions: z.array(
    z.object({
      name: z.string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/),
      kind: z.enum(['connector', 'batch']),
      title: z.string().min(1),
      description: z.string().optional(),
      input: JsonSchemaObject,
      /** Of a batch: the list of its items. */
      output: JsonSchemaObject,
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
  const { api, hosts } = describeWithSamples(application, settings.properties);
  const credentials = Form.parse(toJsonSchema(credentialForms[api.authentication.kind], 'input'));
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
      authentication: api.authentication.kind,
      hosts,
      settings,
      credentials,
    },
    actions: actions.map((action) => ({
      name: action.name,
      kind: action.kind,
      title: action.title,
      description: action.description,
      input: describeSchema(action.input, 'input', `${action.name}: input`),
      output: outputSchema(action),
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
  await writeFile(join(packageDirectory, packageJson.mortise.manifest), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** The JSON Schema of the manifest itself. */
export function manifestJsonSchema(): JsonSchema {
  return { title: 'Manifest of a Mortise plugin', ...z.toJSONSchema(Manifest, { io: 'input' }) };
}

function outputSchema(action: Action): JsonSchema {
  const schema = describeSchema(action.output, 'output', `${action.name}: output`);
  return action.kind === 'batch' ? { type: 'array', items: schema } : schema;
}

function describeSchema(schema: Schema, side: 'input' | 'output', subject: string): JsonSchema {
  try {
    return toJsonSchema(schema, side);
  } catch (cause) {
    throw new TypeError(`${subject} cannot be described as JSON Schema. Use a type that JSON knows.`, { cause });
  }
}
