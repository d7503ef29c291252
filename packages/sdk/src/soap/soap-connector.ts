import type { ActionContext } from '../actions/action.ts';
import type { XmlContent } from '../xml/xml-content.ts';
import { SoapAction } from './soap-action.ts';
import { type SoapMessage, soapMessage } from './soap-message.ts';

/**
 * One operation of a SOAP service, without a WSDL: `body()` says what the Body holds, the element in the Body of the answer is the
 * output. Faults are ApiErrors whatever their status; an answer without a SOAP message is a MalformedResponseError, or with status 500
 * an UnavailableError; values and names that XML cannot hold are RequestErrors.
 */
export abstract class SoapConnector extends SoapAction {
  /** Of the elements in the Body. Also bound to the prefix `tns`, see {@link body}. */
  abstract readonly namespace: string;
  /** Where the service wants one: the value of the header SOAPAction, or of `action` in SOAP 1.2. */
  readonly soapAction: string = '';

  /**
   * The content of the Body: `{ CheckVat: { countryCode, vatNumber } }`. All of it is in the namespace; where a service wants only the
   * outermost element in it (`elementFormDefault` is not `qualified`), write `'tns:CheckVat'`.
   */
  abstract body(input: unknown, context: ActionContext): XmlContent;

  override message(input: unknown, context: ActionContext): SoapMessage {
    const { soapVersion: version, namespace, soapAction } = this;
    const parts = { header: this.header(input, context), body: this.body(input, context) };
    return soapMessage({ version, namespace, soapAction, ...parts });
  }
}
