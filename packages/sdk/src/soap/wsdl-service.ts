import { Client, type WSDL } from 'soap';
import { RequestError } from '../errors/request-error.ts';
import { buildElements } from '../xml/build-xml.ts';
import type { XmlContent } from '../xml/xml-content.ts';
import { loadWsdl } from './load-wsdl.ts';
import type { SoapMessage, SoapVersion } from './soap-message.ts';
import { attributesKey, WsdlArguments } from './wsdl-arguments.ts';

export interface WsdlCall {
  readonly operation: string;
  readonly version: SoapVersion;
  readonly header: XmlContent | undefined;
  readonly content: XmlContent;
}

/** A service as its WSDL describes it. It writes messages and sends none: that is the host's to do. */
export class WsdlService {
  readonly #wsdl: WSDL;

  static async open(wsdl: string, documents: Readonly<Record<string, string>>): Promise<WsdlService> {
    return new WsdlService(await loadWsdl(wsdl, documents));
  }

  constructor(wsdl: WSDL) {
    this.#wsdl = wsdl;
  }

  /** Throws a RequestError where the WSDL has no such operation, or where XML cannot hold the content. */
  message({ operation, version, header, content }: WsdlCall): SoapMessage {
    const [service, port] = this.#find(operation);
    let message: SoapMessage | undefined;
    const values = new WsdlArguments();
    const httpClient = {
      request(_address: string, xml: string, _answered: unknown, headers: Readonly<Record<string, unknown>> = {}) {
        const texts = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
        message = { xml: values.fillIn(xml), headers: Object.fromEntries(texts) };
        // The library is not told of the answer: it would make numbers of what only looks like one.
        return new Promise<never>(() => {});
      },
    };
    // The address is not used: the request goes below the base URL of the application.
    const client = new Client(this.#wsdl, 'https://wsdl.invalid/', {
      httpClient,
      attributesKey,
      forceSoap12Headers: version === '1.2',
    });
    if (header) client.addSoapHeader(buildElements(header));
    const call: unknown = client[service]?.[port]?.[operation];
    const method = this.#method(service, port, operation);
    requireElement(method?.input, operation);
    const taken = values.take(content, method?.description(this.#wsdl.definitions).input);
    // Without an argument the library takes a message that has no part for what it is, and not for one of the other style.
    const isBare = method?.style === 'rpc' && !method.input.parts;
    try {
      if (typeof call === 'function') Reflect.apply(call, undefined, [isBare ? null : taken, () => {}]);
    } catch (cause) {
      throw new RequestError(`The message for "${operation}" cannot be written as the WSDL describes it.`, { cause });
    }
    if (!message) throw new RequestError(`The message for "${operation}" cannot be written as the WSDL describes it.`);
    return message;
  }

  #method(service: string, port: string, operation: string) {
    return this.#wsdl.definitions.services[service]?.ports[port]?.binding.methods[operation];
  }

  #find(operation: string): readonly [service: string, port: string] {
    const known = new Set<string>();
    for (const [service, { ports }] of Object.entries(this.#wsdl.definitions.services)) {
      for (const [port, { binding }] of Object.entries(ports)) {
        if (Object.hasOwn(binding.methods, operation)) return [service, port];
        for (const name of Object.keys(binding.methods)) known.add(name);
      }
    }
    const list = [...known].sort().join(', ') || 'none that is called over SOAP';
    throw new RequestError(`The WSDL has no operation "${operation}". It has: ${list}.`);
  }
}

/**
 * Throws a RequestError for a message whose element no schema defines: the library would call the element like the message. It puts
 * an element that it has found in the place of the message; one without a part has `null` for its element.
 */
function requireElement(message: object | null | undefined, operation: string): void {
  if (!message || !('element' in message) || message.element !== undefined) return;
  throw new RequestError(
    `The WSDL names an element for "${operation}" that none of its schemas defines. Bring the schema along.`,
  );
}
