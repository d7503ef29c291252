import { RequestError } from '../errors/request-error.ts';
import { isXmlContent, type XmlContent } from '../xml/xml-content.ts';

/** They belong to the envelope, so that nothing inside of it can become a part of it. */
const ofEnvelope = ['soap', 'tns'];
const known: ReadonlySet<string> = new Set([...ofEnvelope, 'xml']);

/**
 * Throws a RequestError for an element in the namespace of the envelope, for its prefixes declared anew, and for a prefix that
 * nobody declares: keys may come from an input, and XML with these says something else than was meant, or nothing.
 */
export function checkPrefixes(content: XmlContent, outside = known): void {
  const declared = withDeclared(content, outside);
  for (const [name, value] of Object.entries(content)) {
    if (name.startsWith('@xmlns')) continue;
    if (name.startsWith('@')) requirePrefix(name.slice(1), declared);
    else for (const item of Array.isArray(value) ? value : [value]) checkElement(name, item, declared);
  }
}

function checkElement(name: string, value: unknown, declared: ReadonlySet<string>): void {
  if (name.startsWith('soap:')) throw new RequestError(`"${name}" belongs to the envelope. Leave it out.`);
  // An element may declare the prefix of its own name.
  requirePrefix(name, isXmlContent(value) ? withDeclared(value, declared) : declared);
  if (isXmlContent(value)) checkPrefixes(value, declared);
}

function withDeclared(content: XmlContent, outside: ReadonlySet<string>): ReadonlySet<string> {
  const prefixes = Object.keys(content).flatMap((name) => /^@xmlns:(.+)$/.exec(name)?.[1] ?? []);
  const taken = prefixes.find((prefix) => ofEnvelope.includes(prefix));
  if (taken !== undefined) throw new RequestError(`"@xmlns:${taken}" cannot be declared: the prefix is that of the envelope.`);
  return prefixes.length === 0 ? outside : new Set([...outside, ...prefixes]);
}

function requirePrefix(name: string, declared: ReadonlySet<string>): void {
  const prefix = /^([^:]+):/.exec(name)?.[1];
  if (prefix === undefined || declared.has(prefix)) return;
  throw new RequestError(`The prefix of "${name}" is not declared. Declare it with "@xmlns:${prefix}", or leave it out.`);
}
