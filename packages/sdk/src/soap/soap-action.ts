import { Action, type ActionContext } from '../actions/action.ts';
import type { Responses } from '../http/status-ranges.ts';
import type { XmlContent } from '../xml/xml-content.ts';
import { readSoap } from './read-soap.ts';
import { type SoapMessage, type SoapVersion, soapRequest } from './soap-message.ts';

/** What the two ways to call a SOAP service have in common: sending, faults, reading. */
export abstract class SoapAction extends Action {
  readonly kind = 'connector';
  /** Below the application's base URL; an empty text for the base URL itself. */
  abstract readonly path: string;
  readonly soapVersion: SoapVersion = '1.1';
  /** Codes or texts of faults that mean: not now. The call is then retried; after any other fault it has failed. */
  readonly retryFaults: readonly string[] = [];
  /**
   * How answers are judged by their status. Faults come with 400 and 500 too, so that those count as answers here; without a SOAP
   * message inside, they are refused and retried as ever.
   */
  readonly responses: Responses = { success: ['<300', 400, 500] };

  abstract message(input: unknown, context: ActionContext): SoapMessage | Promise<SoapMessage>;

  /** What goes into the header of the envelope; nothing where this is not overridden. */
  header(_input: unknown, _context: ActionContext): XmlContent | undefined {
    return undefined;
  }

  /**
   * The output in the content of the Body, as {@link parseXml} reads it: all values are text. The first element where this is not
   * overridden; an object without fields where there is none, or where it is empty.
   */
  result(body: XmlContent): unknown {
    const first = Object.entries(body).find(([name]) => !name.startsWith('@') && name !== '#text')?.[1];
    return first === '' || first === null || first === undefined ? {} : first;
  }

  async execute(input: unknown, context: ActionContext): Promise<unknown> {
    const message = await this.message(input, context);
    return this.result(await readSoap(await context.send(soapRequest(this.path, message), this.responses), this.retryFaults));
  }
}
