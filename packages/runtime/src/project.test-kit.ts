import { mkdir, mkdtemp, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A plugin as a test describes it; the code of each action is the body of `execute(input, context)`. */
export interface PluginFixture {
  readonly name?: string;
  readonly version?: string;
  readonly application?: string;
  readonly sdk?: string;
  readonly actions?: Readonly<Record<string, string>>;
  /** The facts and methods of each webhook, as code. */
  readonly webhooks?: Readonly<Record<string, string>>;
  readonly baseUrl?: string;
  /** Code of further fields of the application's class. */
  readonly facts?: string;
  readonly limits?: object;
  /** Runs when the module is loaded. */
  readonly onLoad?: string;
  readonly manifest?: string;
  /** Key under `dependencies`, where it is an alias. */
  readonly alias?: string;
}

/** A host's project on disk, whose plugins come and go as a package manager would make them. */
export interface TestProject extends AsyncDisposable {
  readonly directory: string;
  install(...plugins: readonly PluginFixture[]): Promise<void>;
  remove(dependency: string): Promise<void>;
}

const sdkDirectory = dirname(dirname(fileURLToPath(import.meta.resolve('@mortise/sdk'))));
const zodDirectory = dirname(fileURLToPath(import.meta.resolve('zod/package.json')));

export async function createProject(...plugins: readonly PluginFixture[]): Promise<TestProject> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), 'mortise-project-')));
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
        const dependency = plugin.alias ?? nameOf(plugin);
        await writePlugin(join(modules, dependency), plugin);
        dependencies.set(dependency, plugin.version ?? '1.0.0');
      }
      await save();
    },
    async remove(dependency) {
      dependencies.delete(dependency);
      await rm(join(modules, dependency), { recursive: true });
      await save();
    },
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
  await project.install(...plugins);
  return project;
}

function nameOf({ name, application = 'acme' }: PluginFixture): string {
  return name ?? `plugin-${application}`;
}

async function writePlugin(folder: string, plugin: PluginFixture): Promise<void> {
  const {
    application = 'acme',
    actions = { echo: 'return input;' },
    webhooks = {},
    baseUrl = 'https://api.acme.example',
    sdk = '^1.0.0',
    version = '1.0.0',
    limits,
  } = plugin;
  const empty = { type: 'object', properties: {}, required: [] };
  const manifest = {
    manifestVersion: 1,
    sdk,
    application: {
      name: application,
      title: 'Acme',
      description: 'A fixture.',
      categories: [],
      authentication: 'none',
      hosts: [new URL(baseUrl).host],
      limits,
      settings: empty,
      credentials: empty,
    },
    actions: [
      ...Object.keys(actions).map((name) => ({ name, kind: 'connector', title: name, input: {}, output: {} })),
      ...Object.keys(webhooks).map((name) => ({ name, kind: 'webhook', title: name, input: {}, output: {} })),
    ],
  };
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'dist'), { recursive: true });
  await writeFile(join(folder, 'dist/manifest.json'), plugin.manifest ?? JSON.stringify(manifest));
  await writeFile(
    join(folder, 'dist/index.js'),
    pluginCode({ application, actions, webhooks, baseUrl, onLoad: plugin.onLoad ?? '', facts: plugin.facts ?? '' }),
  );
  const packageJson = {
    name: nameOf(plugin),
    version,
    type: 'module',
    exports: './dist/index.js',
    mortise: { manifest: './dist/manifest.json' },
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(packageJson));
}

function pluginCode({
  application,
  actions,
  webhooks,
  baseUrl,
  onLoad,
  facts,
}: Required<Pick<PluginFixture, 'application' | 'actions' | 'webhooks' | 'baseUrl' | 'onLoad' | 'facts'>>): string {
  const classes = Object.entries(actions).map(
    ([name, code]) => `class extends Connector {
      name = '${name}'; title = '${name}'; input = z.any(); output = z.any();
      async execute(input, context) { ${code} }
    }`,
  );
  const events = Object.entries(webhooks).map(
    ([name, code]) => `class extends Webhook { name = '${name}'; title = '${name}'; ${code} }`,
  );
  return `import { Application, Connector, definePlugin, del, get, post, retry, signatures, stop, Webhook } from '@mortise/sdk';
import { z } from 'zod';
${onLoad}
class Acme extends Application {
  name = '${application}'; title = 'Acme'; description = 'A fixture.';
  ${facts}
  baseUrl() { return '${baseUrl}'; }
}
export default definePlugin({ application: Acme, connectors: [${classes.join(', ')}], webhooks: [${events.join(', ')}] });
`;
}
