import { type HttpRequest, post } from '../http/request.ts';
import { buildElements } from '../xml/build-xml.ts';
import { isXmlContent, type XmlContent } from '../xml/xml-content.ts';
import { checkPrefixes } from './check-prefixes.ts';

export type SoapVersion = '1.1' | '1.2';

/** An envelope with the headers that go with it. */
export interface SoapMessage {
  readonly xml: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface EnvelopeParts {
  readonly version: SoapVersion;
  readonly namespace: string;
  readonly soapAction: string;
  readonly header: XmlContent | undefined;
  readonly body: XmlContent;
}

const envelopes: Readonly<Record<SoapVersion, string>> = {
  '1.1': 'http://schemas.xmlsoap.org/soap/envelope/',
  '1.2': 'http://www.w3.org/2003/05/soap-envelope',
};

/**
 * Throws a RequestError for a header or a body whose names would not stay inside of it.
 * @see https://www.w3.org/TR/2000/NOTE-SOAP-20000508/
 * @see https://www.w3.org/TR/soap12-part1/
 */
export function soapMessage({ version, namespace, soapAction, header, body }: EnvelopeParts): SoapMessage {
  checkPrefixes(body);
  if (header) checkPrefixes(header);
  const envelope = {
    'soap:Envelope': {
      '@xmlns:soap': envelopes[version],
      // An empty namespace cannot be given a prefix (Namespaces in XML, 2.2).
      '@xmlns:tns': namespace || undefined,
      'soap:Header': header,
      'soap:Body': inNamespace(body, namespace),
    },
  };
  return { xml: `<?xml version="1.0" encoding="utf-8"?>${buildElements(envelope)}`, headers: headersOf(version, soapAction) };
}

export function soapRequest(path: string, { xml, headers }: SoapMessage): HttpRequest {
  return post(path, { headers: { accept: 'text/xml, application/soap+xml, application/xml;q=0.9', ...headers }, body: xml });
}

function headersOf(version: SoapVersion, soapAction: string): Record<string, string> {
  if (version === '1.1') return { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${soapAction}"` };
  return { 'content-type': `application/soap+xml; charset=utf-8${soapAction && `; action="${soapAction}"`}` };
}

/** An element without a prefix makes the namespace the default for itself and all that it holds. */
function inNamespace(body: XmlContent, namespace: string): XmlContent {
  const elements = Object.entries(body).map(([name, value]) => {
    if (name.includes(':') || name.startsWith('@')) return [name, value];
    const { '@xmlns': _another, ...content } = isXmlContent(value) ? value : { '#text': value };
    return [name, { '@xmlns': namespace, ...content }];
  });
  return Object.fromEntries(elements);
}
