import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Choose, Wanted } from './choose.ts';
import { Imports } from './code/imports.ts';
import { CreateError } from './create-error.ts';
import type { Files, GeneratedPlugin } from './plugin/generated-plugin.ts';
import { type PluginName, readPluginName } from './plugin-name.ts';
import { refuseUsedFolder, templateFiles, writeFiles } from './scaffold.ts';

/** Languages in which services describe themselves. */
export const sourceKinds = ['openapi', 'wsdl', 'graphql'] as const;
export type SourceKind = (typeof sourceKinds)[number];

export interface CreateRequest {
  readonly name: string;
  /** The folder that the plugin's folder is made in. */
  readonly directory: string;
  /** A description to write application and connectors from. Absent: one connector to change by hand. */
  readonly source?: { readonly kind: SourceKind; readonly file: string } | undefined;
  /** Which operations of it become connectors. */
  readonly operations?: Wanted;
  /** Where the service is, where the description does not say it or says it wrong. */
  readonly url?: string | undefined;
  /** Asks a person which operations to take, where there is one to ask. */
  readonly choose?: Choose | undefined;
}

export interface CreatedPlugin {
  /** The folder of the plugin. */
  readonly directory: string;
  readonly packageName: string;
  /** Paths below the folder. */
  readonly files: readonly string[];
  /** Names of its actions. */
  readonly actions: readonly string[];
  /** What was left out or decided, in sentences. */
  readonly notes: readonly string[];
}

/** Writes a plugin into a new folder. Throws a CreateError where that cannot be done, before anything is written. */
export async function createPlugin(request: CreateRequest): Promise<CreatedPlugin> {
  const name = readPluginName(request.name);
  const directory = resolve(request.directory, name.kebab);
  await refuseUsedFolder(directory);
  checkUrl(request.url);
  if (!request.source) {
    if (request.operations !== undefined || request.url !== undefined) {
      throw new CreateError(
        'Operations and an address go with a description of the service.',
        'Add --openapi, --wsdl or --graphql with its file',
      );
    }
    const files = await templateFiles(name);
    await writeFiles(directory, files);
    return { directory, packageName: name.packageName, files: [...files.keys()], actions: ['get-item'], notes: [] };
  }
  const generated = await generate(request, request.source, name);
  const files = await filesOf(name, generated);
  await writeFiles(directory, files);
  return {
    directory,
    packageName: name.packageName,
    files: [...files.keys()],
    actions: generated.actions.map((action) => action.name),
    notes: generated.notes,
  };
}

async function generate(
  request: CreateRequest,
  { kind, file }: NonNullable<CreateRequest['source']>,
  name: PluginName,
): Promise<GeneratedPlugin> {
  const path = resolve(request.directory, file);
  await refuseUnreadable(path, file);
  const options = { wanted: request.operations, ask: request.choose, url: request.url };
  // Each reader is loaded where it is needed.
  switch (kind) {
    case 'openapi': {
      const { generateFromOpenapi } = await import('./openapi/generate.ts');
      return generateFromOpenapi(path, name, options);
    }
    case 'wsdl': {
      const { generateFromWsdl } = await import('./wsdl/generate.ts');
      return generateFromWsdl(path, name, options);
    }
    case 'graphql': {
      const { generateFromGraphql } = await import('./graphql/generate.ts');
      return generateFromGraphql(path, name, options);
    }
  }
}

async function refuseUnreadable(path: string, file: string): Promise<void> {
  try {
    await readFile(path);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new CreateError(`${file} cannot be read (${code}).`, 'Name a file on this machine; nothing is fetched');
  }
}

function checkUrl(url: string | undefined): void {
  if (url === undefined) return;
  const parsed = URL.parse(url);
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.username || parsed.password || parsed.search || parsed.hash) {
    throw new CreateError(`${url} is no address that paths can be appended to.`, 'Give one such as https://api.example.com/v1');
  }
}

/** What was generated in the place of the template's connector and application. */
async function filesOf(name: PluginName, generated: GeneratedPlugin): Promise<Files> {
  const [{ format }, { readme }] = await Promise.all([import('./code/format.ts'), import('./plugin/readme.ts')]);
  const template = [...(await templateFiles(name))].filter(
    ([path]) => path === 'src/index.test.ts' || (!path.startsWith('src/') && path !== 'README.md'),
  );
  const files = new Map(template);
  for (const [path, code] of [...generated.sources, ['src/index.ts', index(name, generated)] as const])
    files.set(path, await format(code));
  return files.set('README.md', readme(generated));
}

function index({ kebab, pascal }: PluginName, { actions }: GeneratedPlugin): string {
  const imports = new Imports().add('@mortise/sdk', 'definePlugin').add(`./${kebab}.application.ts`, pascal);
  for (const action of actions) imports.add(`./connectors/${action.name}.ts`, action.className);
  const connectors = actions.map(({ className }) => className).join(', ');
  return `${imports}\nexport default definePlugin({ application: ${pascal}, connectors: [${connectors}] });\n`;
}
