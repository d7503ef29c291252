import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { CreateError } from '../create-error.ts';
import { readXml, type XmlElement } from './xml-element.ts';

export const wsdlNamespace = 'http://schemas.xmlsoap.org/wsdl/';
export const xsdNamespace = 'http://www.w3.org/2001/XMLSchema';

export interface WsdlDocument {
  readonly text: string;
  readonly definitions: XmlElement;
  /** What it imports, by the location that it names. */
  readonly documents: ReadonlyMap<string, string>;
  /** Those of the WSDL and of what it imports. */
  readonly schemas: readonly XmlElement[];
}

/** Reads a WSDL and the schemas that lie beside it. Nothing is fetched, and nothing outside of its folder is read. */
export async function openWsdl(file: string): Promise<WsdlDocument> {
  const text = await readFile(file, 'utf8');
  const definitions = readXml(text, file);
  const { namespace, local } = definitions.name;
  if (local !== 'definitions' || namespace !== wsdlNamespace) {
    const found = local === 'description' ? 'a WSDL 2.0, and only 1.1 can be read' : `no WSDL: its root is <${local}>`;
    throw new CreateError(`${file} is ${found}.`);
  }
  const documents = new Map<string, string>();
  const own = schemasIn(definitions);
  const schemas = [...own];
  const folder = dirname(file);
  const open = [...own, definitions].map((element) => [element, folder] as const);
  for (let next = open.pop(); next; next = open.pop()) {
    const [element, from] = next;
    for (const location of locationsIn(element)) {
      if (documents.has(location)) continue;
      const path = resolve(from, location);
      refuseOutside(location, path, folder);
      const imported = await readFile(path, 'utf8').catch(() => {
        throw new CreateError(`${file} imports ${location}, which cannot be read.`, 'Put it beside the WSDL');
      });
      documents.set(location, imported);
      const root = readXml(imported, location);
      // What another WSDL holds counts as if it stood in this one.
      if (root.name.local === 'definitions') definitions.children.push(...root.children);
      const found = root.name.local === 'schema' ? [root] : schemasIn(root);
      schemas.push(...found);
      open.push(
        ...[...found, ...(root.name.local === 'definitions' ? [root] : [])].map((each) => [each, dirname(path)] as const),
      );
    }
  }
  return { text, definitions, documents, schemas };
}

function schemasIn(definitions: XmlElement): XmlElement[] {
  return definitions.all(wsdlNamespace, 'types').flatMap((types) => types.all(xsdNamespace, 'schema'));
}

function locationsIn(element: XmlElement): string[] {
  const imports = [...element.all(xsdNamespace, 'import', 'include'), ...element.all(wsdlNamespace, 'import')];
  return imports.flatMap((each) => each.attribute('schemaLocation') ?? each.attribute('location') ?? []);
}

function refuseOutside(location: string, path: string, folder: string): void {
  const way = relative(folder, path);
  if (/^[a-z][\w+.-]*:/i.test(location) || way.startsWith('..') || isAbsolute(way)) {
    throw new CreateError(
      `The WSDL imports ${location}. Nothing is fetched, and nothing outside of the folder of the WSDL is read.`,
      'Put it beside the WSDL, and its name into the import',
    );
  }
}
