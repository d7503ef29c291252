import sax from 'sax';
import { CreateError } from '../create-error.ts';

/** A name with its namespace. */
export interface QualifiedName {
  readonly namespace: string;
  readonly local: string;
}

/** An element of an XML document; unlike what the SDK reads, with namespaces and in order. */
export class XmlElement {
  readonly name: QualifiedName;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[] = [];
  text = '';
  readonly #prefixes: ReadonlyMap<string, string>;

  constructor(name: QualifiedName, attributes: ReadonlyMap<string, string>, prefixes: ReadonlyMap<string, string>) {
    this.name = name;
    this.attributes = attributes;
    this.#prefixes = prefixes;
  }

  attribute(name: string): string | undefined {
    return this.attributes.get(name);
  }

  all(namespace: string, ...locals: readonly string[]): XmlElement[] {
    return this.children.filter(({ name }) => name.namespace === namespace && locals.includes(name.local));
  }

  first(namespace: string, local: string): XmlElement | undefined {
    return this.all(namespace, local)[0];
  }

  /** A name that is the value of an attribute, such as `tns:Pet`. */
  nameAt(attribute: string): QualifiedName | undefined {
    const value = this.attribute(attribute)?.trim();
    if (!value) return undefined;
    const [prefix, local] = value.includes(':') ? value.split(':', 2) : ['', value];
    return { namespace: this.#prefixes.get(prefix ?? '') ?? '', local: local ?? '' };
  }
}

/** Throws a CreateError for what is no XML, or has a DTD, which can define entities. */
export function readXml(text: string, file: string): XmlElement {
  const parser = sax.parser(true, { xmlns: true });
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  parser.onerror = (cause) => {
    throw new CreateError(`${file} is not well-formed XML: ${cause.message.split('\n')[0] ?? ''}.`);
  };
  parser.ondoctype = () => {
    throw new CreateError(`${file} has a document type declaration (DTD). Those are refused, since they can define entities.`);
  };
  parser.onopentag = (tag) => {
    if (!('local' in tag)) return;
    const attributes = Object.entries(tag.attributes).map(
      ([name, value]) => [name, typeof value === 'string' ? value : value.value] as const,
    );
    const element = new XmlElement({ namespace: tag.uri, local: tag.local }, new Map(attributes), prefixesOf(tag.ns));
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  };
  const addText = (piece: string) => {
    const element = open.at(-1);
    if (element) element.text += piece;
  };
  parser.ontext = addText;
  parser.oncdata = addText;
  parser.onclosetag = () => {
    open.pop();
  };
  parser.write(text.replace(/^\uFEFF?\s*/, '')).close();
  if (!root) throw new CreateError(`${file} holds no XML.`);
  return root;
}

/** sax keeps those of the elements around in a chain of prototypes. */
function prefixesOf(namespaces: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const prefixes = new Map<string, string>();
  for (const prefix in namespaces) prefixes.set(prefix, namespaces[prefix] ?? '');
  return prefixes;
}
