import type { WSDL } from 'soap';
import { isMortiseError } from '../errors/mortise-error.ts';
import { RequestError } from '../errors/request-error.ts';
import { readXml } from '../xml/read-xml.ts';
import { NamespacedWsdl } from './namespaced-wsdl.ts';
import { valueKey, xmlKey } from './wsdl-arguments.ts';

/**
 * Reads a WSDL and what it imports, from texts alone. Throws a RequestError for a document that is not XML or has a DTD, and for an
 * import of anything that is not among the documents.
 */
export function loadWsdl(wsdl: string, documents: Readonly<Record<string, string>>): Promise<WSDL> {
  const checked = new Map(Object.entries(documents).map(([location, text]) => [location, checkedText(text, location)]));
  const textAt = (_path: string, _from: string, location: string): string => {
    const text = checked.get(location);
    if (text === undefined) {
      throw new RequestError(`The WSDL imports "${location}", and nothing is fetched. Add the text of it to \`wsdlDocuments\`.`);
    }
    // The library reads what begins like XML as the document itself, and anything else as an address or a file.
    return text;
  };
  const options = { valueKey, xmlKey, wsdl_options: { overrideImportLocation: textAt } };
  const text = checkedText(wsdl, 'the WSDL');
  return new Promise((resolve, reject) => {
    const loaded = new NamespacedWsdl(text, 'bundled', options);
    loaded.onReady((cause: unknown) => (cause ? reject(toRequestError(cause)) : resolve(loaded)));
  });
}

function checkedText(text: string, name: string): string {
  const clean = text.replace(/^\uFEFF?\s*/, '');
  try {
    readXml(clean);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : '';
    throw new RequestError(`The document "${name}" of the connector cannot be used. ${reason}`, { cause });
  }
  return clean.startsWith('<?xml') ? clean : `<?xml version="1.0" encoding="utf-8"?>${clean}`;
}

function toRequestError(cause: unknown): Error {
  if (isMortiseError(cause)) return cause;
  const reason = cause instanceof Error ? ` ${cause.message}` : '';
  return new RequestError(`The WSDL of the connector cannot be used.${reason}`, { cause });
}
