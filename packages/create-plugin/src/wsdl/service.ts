import type { Offer } from '../choose.ts';
import { Names } from '../code/names.ts';
import { toTitle } from '../code/sentences.ts';
import { kebab, pascal } from '../code/words.ts';
import { CreateError } from '../create-error.ts';
import { wsdlNamespace } from './open-wsdl.ts';
import type { QualifiedName, XmlElement } from './xml-element.ts';

const soap11 = 'http://schemas.xmlsoap.org/wsdl/soap/';
const soap12 = 'http://schemas.xmlsoap.org/wsdl/soap12/';

export interface Service {
  readonly name: string;
  readonly address: string | undefined;
  readonly version: '1.1' | '1.2';
  readonly documentation: string | undefined;
  readonly operations: readonly Operation[];
}

/** What is sent or answered: one element, or the parts of a call. */
export type Message =
  | { readonly element: QualifiedName }
  | { readonly parts: readonly Part[]; readonly wrapper: QualifiedName }
  | undefined;

export interface Part {
  readonly name: string;
  readonly type: QualifiedName | undefined;
  readonly element: QualifiedName | undefined;
}

export interface Operation extends Offer {
  /** As the WSDL names it. */
  readonly operation: string;
  readonly className: string;
  readonly title: string;
  readonly documentation: string | undefined;
  readonly input: Message;
  readonly output: Message;
  /** Names of the headers of SOAP that it wants. */
  readonly headers: readonly string[];
  /** Why no connector can be made of it. */
  readonly problem: string | undefined;
}

/** The first service of a WSDL that is called over SOAP, 1.1 before 1.2. */
export function readService(definitions: XmlElement, application: { readonly kebab: string; readonly pascal: string }): Service {
  const ports = definitions
    .all(wsdlNamespace, 'service')
    .flatMap((service) =>
      service.all(wsdlNamespace, 'port').map((port) => ({ service, port, binding: bindingOf(definitions, port) })),
    );
  const port =
    ports.find(({ binding }) => binding?.first(soap11, 'binding')) ??
    ports.find(({ binding }) => binding?.first(soap12, 'binding'));
  if (!port?.binding) throw new CreateError('The WSDL has no service that is called over SOAP.');
  const namespace = port.binding.first(soap11, 'binding') ? soap11 : soap12;
  const portType = named(definitions, 'portType', port.binding.nameAt('type'));
  const names = new Names(['index', application.kebab, `${application.kebab}-connector`, 'wsdl']);
  const classes = new Names([application.pascal, `${application.pascal}Connector`]);
  const operations = port.binding.all(wsdlNamespace, 'operation').map((bound): Operation => {
    const operation = bound.attribute('name') ?? '';
    const abstract = portType?.all(wsdlNamespace, 'operation').find((each) => each.attribute('name') === operation);
    const name = names.take(kebab(operation, 'operation'));
    const documentation = textOf(abstract) ?? textOf(bound);
    const title = toTitle(undefined, name);
    const style =
      bound.first(namespace, 'operation')?.attribute('style') ??
      port.binding?.first(namespace, 'binding')?.attribute('style') ??
      'document';
    const message = (side: 'input' | 'output') => messageOf(definitions, bound, abstract, side, style, namespace);
    return {
      id: operation,
      operation,
      name,
      label: documentation === undefined ? operation : `${operation}  ${toTitle(documentation, name)}`,
      className: classes.take(pascal(name, 'operation'), 'Action'),
      title,
      documentation,
      input: message('input'),
      output: message('output'),
      headers: headersOf(definitions, bound, namespace),
      problem: problemOf(bound, operation, namespace),
    };
  });
  return {
    name: port.service.attribute('name') ?? '',
    address: port.port.first(namespace, 'address')?.attribute('location'),
    version: namespace === soap11 ? '1.1' : '1.2',
    documentation: textOf(port.service) ?? textOf(definitions),
    operations: [...new Map(operations.map((each) => [each.operation, each])).values()],
  };
}

function headersOf(definitions: XmlElement, bound: XmlElement, soap: string): string[] {
  const headers = bound.first(wsdlNamespace, 'input')?.all(soap, 'header') ?? [];
  return headers.flatMap((header) => {
    const parts = named(definitions, 'message', header.nameAt('message'))?.all(wsdlNamespace, 'part') ?? [];
    const part = parts.find((each) => each.attribute('name') === header.attribute('part'));
    return part?.nameAt('element')?.local ?? header.attribute('part') ?? [];
  });
}

function problemOf(bound: XmlElement, operation: string, soap: string): string | undefined {
  if (!/^[\p{L}_][\p{L}\p{M}\p{N}._-]*$/u.test(operation)) return 'its name is none that XML can hold';
  const isEncoded = (['input', 'output'] as const).some(
    (side) => bound.first(wsdlNamespace, side)?.first(soap, 'body')?.attribute('use') === 'encoded',
  );
  return isEncoded ? 'its messages are encoded (use="encoded"), and only literal ones can be written' : undefined;
}

function bindingOf(definitions: XmlElement, port: XmlElement): XmlElement | undefined {
  return named(definitions, 'binding', port.nameAt('binding'));
}

function named(definitions: XmlElement, kind: string, name: QualifiedName | undefined): XmlElement | undefined {
  return definitions.all(wsdlNamespace, kind).find((each) => each.attribute('name') === name?.local);
}

function messageOf(
  definitions: XmlElement,
  bound: XmlElement,
  abstract: XmlElement | undefined,
  side: 'input' | 'output',
  style: string,
  soap: string,
): Message {
  const message = named(definitions, 'message', abstract?.first(wsdlNamespace, side)?.nameAt('message'));
  if (!message) return undefined;
  const body = bound.first(wsdlNamespace, side)?.first(soap, 'body');
  const wanted = body?.attribute('parts')?.split(/\s+/).filter(Boolean);
  const parts = message
    .all(wsdlNamespace, 'part')
    .map((part) => ({ name: part.attribute('name') ?? '', type: part.nameAt('type'), element: part.nameAt('element') }))
    .filter(({ name }) => wanted === undefined || wanted.includes(name));
  const [only] = parts;
  if (style === 'document') return only?.element ? { element: only.element } : undefined;
  const operation = bound.attribute('name') ?? '';
  const namespace = body?.attribute('namespace') ?? definitions.attribute('targetNamespace') ?? '';
  return { parts, wrapper: { namespace, local: side === 'input' ? operation : `${operation}Response` } };
}

function textOf(element: XmlElement | undefined): string | undefined {
  return element?.first(wsdlNamespace, 'documentation')?.text.trim() || undefined;
}
