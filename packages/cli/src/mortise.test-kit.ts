import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll } from 'vitest';

const packageDirectory = fileURLToPath(new URL('..', import.meta.url));
const source = ['--conditions=@mortise/source', join(packageDirectory, 'src/bin.ts')];
/** The host cannot run from its sources, so it is started by the built command. */
const built = [join(packageDirectory, 'dist/bin.js')];
export const demoPlugin = join(packageDirectory, '../../plugins/demo-shop');

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

/** Runs the command line from its sources, without a terminal, to its end. */
export async function mortise(parameters: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const child = launch(source, parameters, options);
  child.stdin?.end(options.input ?? '');
  return ended(child);
}

/** The same as it is built: what the build does to the sources shows only here. */
export async function builtMortise(parameters: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const child = launch(built, parameters, options);
  child.stdin?.end(options.input ?? '');
  return ended(child);
}

/** Runs it in the background. */
export function launchMortise(parameters: readonly string[], options: RunOptions = {}): ChildProcess {
  return launch(source, parameters, options);
}

function launch(
  script: readonly string[],
  parameters: readonly string[],
  { cwd = tmpdir(), env = {} }: RunOptions,
): ChildProcess {
  const { PATH = '', HOME = '', NODE_COMPILE_CACHE = '' } = process.env;
  return spawn(process.execPath, [...script, ...parameters], {
    cwd,
    env: { PATH, HOME, NODE_COMPILE_CACHE, ...env },
    stdio: 'pipe',
  });
}

export async function ended(child: ChildProcess): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [exitCode] = await once(child, 'close');
  return { stdout, stderr, exitCode };
}

/** A folder with plugins among its dependencies, that of the demo shop by default, and packages of the given names that are broken. */
export async function makeProject(broken: readonly string[] = [], plugins: readonly string[] = ['demo-shop']): Promise<string> {
  const directory = await makeFolder();
  const names = [...plugins.map((plugin) => `@mortise/plugin-${plugin}`), ...broken];
  const dependencies = Object.fromEntries(names.map((name) => [name, '*']));
  await writeFile(join(directory, 'package.json'), JSON.stringify({ name: 'project', private: true, dependencies }));
  await mkdir(join(directory, 'node_modules/@mortise'), { recursive: true });
  for (const plugin of plugins) {
    await symlink(join(packageDirectory, '../../plugins', plugin), join(directory, `node_modules/@mortise/plugin-${plugin}`));
  }
  for (const name of broken) {
    const folder = join(directory, 'node_modules', name);
    await mkdir(folder, { recursive: true });
    const packageJson = { name, version: '2.0.0', mortise: { manifest: './dist/manifest.json' } };
    await writeFile(join(folder, 'package.json'), JSON.stringify(packageJson));
  }
  return directory;
}

/** A folder that is removed when the tests of the file are done. */
export async function makeFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'mortise-cli-')));
  folders.push(folder);
  return folder;
}

/** A copy of the built plugin of the demo shop that passes every check, to be broken. */
export async function copyPlugin(change: (packageJson: Record<string, unknown>) => void = () => {}): Promise<string> {
  const directory = await makeFolder();
  await cp(join(demoPlugin, 'dist'), join(directory, 'dist'), { recursive: true });
  await symlink(join(demoPlugin, 'node_modules'), join(directory, 'node_modules'));
  const packageJson: Record<string, unknown> = JSON.parse(readFileSync(join(demoPlugin, 'package.json'), 'utf8'));
  packageJson['exports'] = { '.': './dist/index.js' };
  change(packageJson);
  await writeFile(join(directory, 'package.json'), JSON.stringify(packageJson));
  await writeFile(join(directory, 'README.md'), 'A shop. '.repeat(40));
  await writeFile(join(directory, 'logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  return directory;
}

export interface StartedHost extends AsyncDisposable {
  readonly child: ChildProcess;
  readonly address: string;
  readonly firstLine: string;
}

/** A real host, started by the built command, on a free port. */
export async function startHost(project: string, env: Readonly<Record<string, string>> = {}): Promise<StartedHost> {
  const child = launch(built, ['start', '--port', '0', '--json'], { cwd: project, env });
  const closed = ended(child);
  const lines = createInterface({ input: child.stdout ?? process.stdin });
  const [firstLine]: string[] = await Promise.race([once(lines, 'line'), closed.then(({ stdout, stderr }) => [stdout + stderr])]);
  const { data }: { data?: { address: string } } = JSON.parse(firstLine ?? '');
  if (!data) throw new Error(`The host did not start: ${firstLine}`);
  return {
    child,
    address: data.address,
    firstLine: firstLine ?? '',
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await closed;
    },
  };
}

/** Starts a host as a person would, for what is printed then. */
export function launchHost(
  project: string,
  parameters: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ChildProcess {
  return launch(built, ['start', ...parameters], { cwd: project, env });
}

/** What does not fit about a JSON answer, by the schema that the package ships. */
export function schemaProblems(name: string, line: string): unknown {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const fits = ajv.compile(JSON.parse(readFileSync(join(packageDirectory, 'schemas', `${name}.schema.json`), 'utf8')));
  return fits(JSON.parse(line)) ? undefined : fits.errors;
}
