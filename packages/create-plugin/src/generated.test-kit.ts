import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { type CreatedPlugin, type CreateRequest, createPlugin, type SourceKind } from './create-plugin.ts';

/** A description that the tests bring along. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`../test/${name}`, import.meta.url));
}

/** A folder that is gone when the test is over. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mortise-create-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export interface Generated extends CreatedPlugin {
  /** The text of a file below the plugin's folder. */
  read(path: string): Promise<string>;
  /** All source files as one text. */
  sources(): Promise<string>;
}

/** Writes a plugin called acme from the file of a fixture, or from a text. */
export async function generate(
  kind: SourceKind,
  source: { file: string } | { text: string },
  request: Partial<CreateRequest> = {},
): Promise<Generated> {
  const directory = await makeFolder();
  const file = 'file' in source ? fixture(source.file) : join(directory, 'description');
  if ('text' in source) await writeFile(file, source.text);
  const created = await createPlugin({ name: 'acme', directory, source: { kind, file }, operations: 'all', ...request });
  const read = (path: string) => readFile(join(created.directory, path), 'utf8');
  return {
    ...created,
    read,
    async sources() {
      const paths = await readdir(join(created.directory, 'src'), { recursive: true });
      return (await Promise.all(paths.filter((path) => path.endsWith('.ts')).map((path) => read(`src/${path}`)))).join('\n');
    },
  };
}

/** An OpenAPI document of one operation. */
export function openapi(operation: object, more: object = {}, path = '/things/{thingId}'): { text: string } {
  const responses = { 200: { description: 'ok', content: { 'application/json': { schema: { type: 'object' } } } } };
  return {
    text: JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'Things', version: '1' },
      servers: [{ url: 'https://api.things.example/v1' }],
      paths: { [path]: { get: { operationId: 'getThing', responses, ...operation } } },
      ...more,
    }),
  };
}
