import { mkdir, mkdtemp, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeOf } from './plugin-code.test-kit.ts';

export type LoginKind = 'none' | 'apiKey' | 'bearer' | 'basic' | 'oauth2' | 'oauth1' | 'custom';

/** A plugin as a test describes it. Its actions ask the service under the connection's `url`. */
export interface PluginFixture {
  readonly application: string;
  readonly login?: LoginKind;
  /** How it logs in, as code that knows `settings`, instead of what is usual for such a login. */
  readonly signIn?: string;
  /** Fields of the login that it does not ask for. */
  readonly withoutFields?: readonly string[];
  /** Asks for a client certificate besides. */
  readonly clientCertificate?: boolean;
  readonly version?: string;
  readonly logo?: string;
  /** Runs when the code is loaded, which listing must not do. */
  readonly onLoad?: string;
  readonly manifest?: string;
  /** Its module, where it is none that the other facts describe. */
  readonly code?: string;
  /** Adds a secret to the application's own settings. */
  readonly settingSecret?: boolean;
  /** Adds fields to them that may be left out, as JSON Schema. */
  readonly fields?: Readonly<Record<string, object>>;
  /** Adds an action `run` with this body; it knows `input` and `context`. */
  readonly run?: string;
  /** What the address of its API is, as code. */
  readonly baseUrl?: string;
  /** Name of its folder, where it is installed beside another version. */
  readonly alias?: string;
}

/** A host's project on disk, whose plugins come and go as a package manager would make them. */
export interface TestProject {
  readonly directory: string;
  install(...plugins: readonly PluginFixture[]): Promise<void>;
  remove(application: string): Promise<void>;
  delete(): Promise<void>;
}

const sdkDirectory = dirname(dirname(fileURLToPath(import.meta.resolve('@mortise/sdk'))));
const zodDirectory = dirname(fileURLToPath(import.meta.resolve('zod/package.json')));

const secretField = (title: string) => ({ type: 'string', minLength: 1, title, format: 'password', writeOnly: true });
const textField = (title: string) => ({ type: 'string', minLength: 1, title });
const form = (properties: Readonly<Record<string, object>>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});

const credentials: Readonly<Record<LoginKind, ReturnType<typeof form>>> = {
  none: form({}),
  apiKey: form({ apiKey: secretField('API key') }),
  bearer: form({ token: secretField('Access token') }),
  basic: form({ username: textField('User name'), password: secretField('Password') }),
  oauth2: form({ clientId: textField('Client id'), clientSecret: secretField('Client secret') }),
  oauth1: form({
    consumerKey: textField('Consumer key'),
    consumerSecret: secretField('Consumer secret'),
    token: secretField('Access token'),
    tokenSecret: secretField('Token secret'),
  }),
  custom: form({ account: textField('Account'), passcode: secretField('Passcode') }),
};
const certificateFields = { certificate: textField('Client certificate'), privateKey: secretField('Private key') };

export async function createProject(...plugins: readonly PluginFixture[]): Promise<TestProject> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), 'mortise-host-')));
  const dependencies = new Map<string, string>();
  const modules = join(directory, 'node_modules');
  await mkdir(join(modules, '@mortise'), { recursive: true });
  await symlink(sdkDirectory, join(modules, '@mortise/sdk'));
  await symlink(zodDirectory, join(modules, 'zod'));
  const save = async () => {
    const file = join(directory, 'package.json');
    await writeFile(`${file}.new`, JSON.stringify({ dependencies: Object.fromEntries(dependencies) }));
    await rename(`${file}.new`, file);
  };
  const project: TestProject = {
    directory,
    async install(...added) {
      for (const plugin of added) {
        const folder = plugin.alias ?? `plugin-${plugin.application}`;
        await writePlugin(join(modules, folder), plugin);
        dependencies.set(folder, plugin.version ?? '1.0.0');
      }
      await save();
    },
    async remove(application) {
      dependencies.delete(`plugin-${application}`);
      await rm(join(modules, `plugin-${application}`), { recursive: true });
      await save();
    },
    delete: () => rm(directory, { recursive: true, force: true }),
  };
  await project.install(...plugins);
  return project;
}

async function writePlugin(folder: string, plugin: PluginFixture): Promise<void> {
  const { application, version = '1.0.0', logo } = plugin;
  await mkdir(join(folder, 'dist'), { recursive: true });
  const packageJson = { name: `plugin-${application}`, version, type: 'module', exports: './dist/index.js' };
  await writeFile(join(folder, 'dist/manifest.json'), plugin.manifest ?? JSON.stringify(manifestOf(plugin)));
  await writeFile(join(folder, 'dist/index.js'), plugin.code ?? codeOf(plugin));
  if (logo !== undefined) await writeFile(join(folder, 'logo.svg'), logo);
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ ...packageJson, mortise: { manifest: './dist/manifest.json' } }),
  );
}

function manifestOf(plugin: PluginFixture): object {
  const { application, login = 'none', withoutFields = [], clientCertificate, logo, settingSecret, fields, run } = plugin;
  const asked = Object.entries(credentials[login].properties).filter(([name]) => !withoutFields.includes(name));
  const loginFields = { ...Object.fromEntries(asked), ...(clientCertificate && certificateFields) };
  const url = { type: 'string', format: 'uri', title: 'Address' };
  const settings = form(settingSecret ? { url, pin: secretField('Pin') } : { url });
  const path = { type: 'object', properties: { path: { type: 'string' } }, required: ['path'], additionalProperties: false };
  return {
    manifestVersion: 1,
    sdk: '^1.0.0',
    application: {
      name: application,
      title: `The ${application}`,
      description: 'A fixture.',
      categories: ['fixture'],
      authentication: login,
      hosts: ['{url}'],
      settings: { ...settings, properties: { ...settings.properties, ...fields } },
      credentials: form(loginFields),
      ...(logo !== undefined && { logo: 'logo.svg' }),
    },
    actions: [
      { name: 'get', kind: 'connector', title: 'Get something', input: path, output: {} },
      { name: 'post', kind: 'connector', title: 'Post something', input: { type: 'object' }, output: {} },
      { name: 'list', kind: 'batch', title: 'List everything', input: path, output: { type: 'array', items: {} } },
      { name: 'tell', kind: 'connector', title: 'Write to the log', input: {}, output: {} },
      ...(run === undefined ? [] : [{ name: 'run', kind: 'connector', title: 'Run something', input: {}, output: {} }]),
    ],
  };
}
