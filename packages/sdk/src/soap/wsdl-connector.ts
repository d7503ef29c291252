import type { ActionContext } from '../actions/action.ts';
import { isRecord } from '../schema/is-record.ts';
import type { XmlContent } from '../xml/xml-content.ts';
import { SoapAction } from './soap-action.ts';
import type { SoapMessage } from './soap-message.ts';
import type { WsdlService } from './wsdl-service.ts';

/**
 * One operation of a SOAP service by its WSDL, which the plugin brings along as text: order, namespaces and the SOAPAction come from
 * there, the address does not. Nothing is ever fetched or read from a disk. Judged like a {@link SoapConnector}; a WSDL that cannot be
 * used is a RequestError.
 */
export abstract class WsdlConnector extends SoapAction {
  /** The text of the WSDL. */
  abstract readonly wsdl: string;
  /** The operation to call, as the WSDL names it. */
  abstract readonly operation: string;
  /** The texts of what the WSDL imports or includes, by the location that it names. All others are refused. */
  readonly wsdlDocuments: Readonly<Record<string, string>> = {};
  #service: Promise<WsdlService> | undefined;

  /** What the operation takes; the input itself where this is not overridden. */
  arguments(input: unknown, _context: ActionContext): XmlContent {
    return isRecord(input) ? input : {};
  }

  override async message(input: unknown, context: ActionContext): Promise<SoapMessage> {
    this.#service ??= openService(this.wsdl, this.wsdlDocuments);
    const service = await this.#service;
    const parts = { header: this.header(input, context), content: this.arguments(input, context) };
    return service.message({ operation: this.operation, version: this.soapVersion, ...parts });
  }
}

/** The SOAP library is loaded with the first call: reading a WSDL is all that it is needed for. */
async function openService(wsdl: string, documents: Readonly<Record<string, string>>): Promise<WsdlService> {
  const { WsdlService } = await import('./wsdl-service.ts');
  return WsdlService.open(wsdl, documents);
}
