import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { CreateError } from '../create-error.ts';
import { withoutDataReferences } from './data.ts';
import { isNode, type Node, textAt } from './node.ts';
import { References } from './references.ts';
import { withoutIds } from './schema-ids.ts';

/** Reads an OpenAPI 3.0 or 3.1 document in JSON or YAML and checks it against the specification. Nothing else is read or fetched. */
export async function openDocument(file: string): Promise<Node> {
  const read = parseText((await readFile(file, 'utf8')).replace(/^\uFEFF/, ''), file);
  if (!isNode(read)) throw new CreateError(`${file} holds no OpenAPI document.`);
  const document = withoutIds(read);
  const version = textAt(document, 'openapi');
  if (version === undefined || !/^3\.[01]\.\d+/.test(version)) {
    const found = version ?? textAt(document, 'swagger');
    throw new CreateError(
      `${file} is ${found === undefined ? 'no OpenAPI document: it has no field "openapi"' : `OpenAPI ${found}`}. Versions 3.0 and 3.1 can be read.`,
      'Convert it, for example with the converter of editor.swagger.io',
    );
  }
  const checked = withoutDataReferences(document);
  refuseOddReferences(checked, file);
  await validate(checked, file);
  return document;
}

function parseText(text: string, file: string): unknown {
  try {
    // By way of JSON, which holds no alias of YAML that leads back to itself.
    return JSON.parse(file.endsWith('.json') ? text : JSON.stringify(parse(text)));
  } catch (cause) {
    const [reason = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    throw new CreateError(`${file} can be read neither as JSON nor as YAML: ${reason.replace(/[.:]$/, '')}.`);
  }
}

/** Refuses references that lead out of the document, or nowhere in it. */
function refuseOddReferences(document: Node, file: string): void {
  const references = new References(document);
  const open: unknown[] = [document];
  const seen = new Set<unknown>();
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    const reference: unknown = '$ref' in value ? value.$ref : undefined;
    if (typeof reference === 'string' && !reference.startsWith('#')) {
      throw new CreateError(
        `${file} refers to ${reference}, outside of itself. Nothing is fetched, and no other file is read.`,
        'Put everything into one file: npx @redocly/cli bundle openapi.yaml --output bundled.yaml',
      );
    }
    if (typeof reference === 'string' && !references.has(reference)) {
      throw new CreateError(`${file} refers to ${reference}, which is not there.`, 'Correct it, then run the command again');
    }
    open.push(...Object.values(value));
  }
}

/** Schemas are valid with their references, and could grow without measure where these are followed. */
const schemaPath = /\/schemas?(?:\/|$)/;

async function validate(document: Node, file: string): Promise<void> {
  const { default: parser } = await import('@apidevtools/swagger-parser');
  try {
    // A copy, since the parser puts what is referred to in the place of the reference. No way to a file or an address is left.
    await parser.validate(JSON.parse(JSON.stringify(document)), {
      resolve: { external: false, file: false, http: false },
      dereference: { excludedPathMatcher: (path: string) => schemaPath.test(path) },
    });
  } catch (cause) {
    const reason = (cause instanceof Error ? cause.message : String(cause))
      .split('\n')
      .slice(0, 4)
      .map((line) => line.trim())
      .join(' ');
    throw new CreateError(`${file} is not valid OpenAPI. ${reason}`, 'Correct it, then run the command again');
  }
}
