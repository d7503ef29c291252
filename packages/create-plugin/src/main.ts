import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { type Asking, askWhich } from './ask.ts';
import { CreateError } from './create-error.ts';
import { createPlugin, type SourceKind, sourceKinds } from './create-plugin.ts';

/** The parts of `process` that the command touches. */
export interface Surroundings {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: () => string;
}

/** How the command ends, for scripts; as with `mortise`. */
const exitCodes = { ok: 0, failed: 1, usage: 2, cancelled: 130 } as const;

const help = `Examples:
  $ pnpm create @mortise/plugin acme
  $ pnpm create @mortise/plugin acme --openapi openapi.yaml --operations getPet,createPet

Usage: pnpm create @mortise/plugin <name> [options]

Writes a Mortise plugin into a new folder of that name. A scope makes it the name of a package: @me/plugin-acme

Options:
  --openapi <file>       write application and connectors from an OpenAPI 3.0 or 3.1 document, JSON or YAML
  --wsdl <file>          the same from a WSDL 1.1
  --graphql <file>       the same from a GraphQL schema (SDL)
  --operations <names>   which operations become connectors, with commas between them
  --all                  all of them
  --url <address>        where the service is, where the description does not say it
  --help                 print this
  --version              print the version
`;

const options = {
  openapi: { type: 'string' },
  wsdl: { type: 'string' },
  graphql: { type: 'string' },
  operations: { type: 'string' },
  all: { type: 'boolean' },
  url: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

/** Runs one command line and returns the exit code. */
export async function main(parameters: readonly string[], surroundings: Surroundings): Promise<number> {
  const { stdout, stderr } = surroundings;
  try {
    const { positionals, values } = parse(parameters);
    if (values.help) stdout.write(help);
    else if (values.version) stdout.write(`${version()}\n`);
    else await create(positionals, values, surroundings);
    return exitCodes.ok;
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return exitCodes.cancelled;
    const isExpected = error instanceof CreateError;
    const remedy = isExpected ? error.remedy : undefined;
    const detail = error instanceof Error ? error.message : String(error);
    stderr.write(`error  ${detail}\n${remedy === undefined ? '' : `do     ${remedy}\n`}`);
    return isExpected ? exitCodes.usage : exitCodes.failed;
  }
}

function parse(parameters: readonly string[]) {
  try {
    const { tokens, ...parsed } = parseArgs({
      args: [...parameters],
      options,
      allowPositionals: true,
      strict: true,
      tokens: true,
    });
    const names = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) throw new Error(`--${twice} is given twice`);
    return parsed;
  } catch (cause) {
    const [reason = ''] = (cause instanceof Error ? cause.message : String(cause)).split('. ');
    throw new CreateError(`${reason.replace(/\.$/, '')}.`, 'See what there is: pnpm create @mortise/plugin --help');
  }
}

type Values = ReturnType<typeof parse>['values'];

async function create(positionals: readonly string[], values: Values, surroundings: Surroundings): Promise<void> {
  const { stdout, stderr } = surroundings;
  const directory = surroundings.cwd();
  const [name] = positionals;
  if (name === undefined || positionals.length > 1)
    throw new CreateError('Give the plugin one name.', 'pnpm create @mortise/plugin acme');
  const given = sourceKinds.filter((kind) => values[kind] !== undefined);
  const [kind] = given;
  if (given.length > 1)
    throw new CreateError(
      `A plugin is written from one description, not from ${given.map((each) => `--${each}`).join(' and ')}.`,
    );
  if (values.all && values.operations !== undefined) throw new CreateError('Take --all or --operations, not both.');
  const operations = values.operations?.split(',').filter((part) => part.trim() !== '');
  if (operations?.length === 0) throw new CreateError('--operations takes names, with commas between them.');
  await using asking = openAsking(surroundings);
  const created = await createPlugin({
    name,
    directory,
    ...(kind && { source: sourceOf(kind, values) }),
    operations: values.all ? 'all' : operations,
    url: values.url,
    choose: asking && askWhich(asking),
  });
  const folder = relative(directory, created.directory);
  stdout.write(`${created.files.map((file) => `${folder}/${file}`).join('\n')}\n`);
  for (const note of created.notes) stderr.write(`note   ${note}\n`);
  const actions = created.actions.length === 1 ? '1 connector' : `${created.actions.length} connectors`;
  stderr.write(`wrote  ${created.packageName}: ${created.files.length} files, ${actions}\n`);
  stderr.write(`next   cd ${folder} && pnpm install && pnpm test\n`);
}

function sourceOf(kind: SourceKind, values: Values) {
  const file = values[kind];
  if (!file) throw new CreateError(`--${kind} takes a file.`);
  return { kind, file };
}

/** Somebody to ask, where there is a terminal and no pipeline. */
function openAsking({ stdin, stderr, env }: Surroundings): (Asking & AsyncDisposable) | undefined {
  if (!stdin.isTTY || !stderr.isTTY || env['CI']) return undefined;
  return {
    show: (line) => stderr.write(`${line}\n`),
    async ask(question) {
      const lines = createInterface({ input: stdin, output: stderr });
      const stopping = new AbortController();
      lines.on('SIGINT', () => stopping.abort()).on('close', () => stopping.abort());
      try {
        return await lines.question(`${question}: `, { signal: stopping.signal });
      } finally {
        lines.close();
      }
    },
    async [Symbol.asyncDispose]() {
      stdin.pause();
    },
  };
}

function version(): string {
  const manifest: { version: string } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return manifest.version;
}
