import type { QualifiedName } from './xml-element.ts';

const envelopes = {
  '1.1': 'http://schemas.xmlsoap.org/soap/envelope/',
  '1.2': 'http://www.w3.org/2003/05/soap-envelope',
} as const;

/** An answer of a SOAP service, for a test. */
export function envelope(version: '1.1' | '1.2', { namespace, local }: QualifiedName, content: unknown): string {
  const body = element(local, content, namespace === '' ? '' : ` xmlns="${escapeXml(namespace)}"`);
  return `<s:Envelope xmlns:s="${envelopes[version]}"><s:Body>${body}</s:Body></s:Envelope>`;
}

function element(name: string, content: unknown, attributes = ''): string {
  if (Array.isArray(content)) return content.map((item) => element(name, item)).join('');
  if (typeof content !== 'object' || content === null)
    return `<${name}${attributes}>${escapeXml(String(content ?? ''))}</${name}>`;
  const entries = Object.entries(content);
  const own = entries
    .filter(([key]) => key.startsWith('@'))
    .map(([key, value]) => ` ${key.slice(1)}="${escapeXml(String(value))}"`);
  const inner = entries
    .filter(([key]) => !key.startsWith('@'))
    .map(([key, value]) => (key === '#text' ? escapeXml(String(value)) : element(key, value)));
  return `<${name}${attributes}${own.join('')}>${inner.join('')}</${name}>`;
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
