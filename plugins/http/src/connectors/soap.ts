import { type ActionContext, Connector, type InputOf, SoapConnector, type XmlContent } from '@mortise/sdk';
import { z } from 'zod';
import { contextWithHeaders } from '../context-with-headers.ts';
import { path, target } from '../fields.ts';
import { checkHeaderValue } from '../headers.ts';

const Elements = z.record(z.string(), z.unknown());

const input = z.object({
  path,
  namespace: z.string().meta({ title: 'Namespace', description: 'Of the elements in the body: the targetNamespace of the WSDL' }),
  body: Elements.meta({
    title: 'Body',
    description:
      'The operation by its name, for example { "CheckVat": { "countryCode": "CZ" } }; @name is an attribute, a list repeats an element',
  }),
  soapHeader: Elements.optional().meta({ title: 'SOAP header', description: 'Elements of the header of the envelope' }),
  soapAction: z
    .string()
    .regex(/^[^"]*$/, 'must not hold a quotation mark')
    .superRefine(checkHeaderValue)
    .default('')
    .meta({ title: 'SOAPAction', description: 'As the WSDL names it, where it does' }),
  soapVersion: z.enum(['1.1', '1.2']).default('1.1').meta({ title: 'Version of SOAP' }),
  retryFaults: z
    .array(z.string())
    .default([])
    .meta({ title: 'Faults that are tried again', description: 'Their codes or texts; any other fault is a failure' }),
  headers: target.headers,
});
type Input = z.infer<typeof input>;

/** @see https://www.w3.org/TR/soap12-part1/ */
export class Soap extends Connector {
  readonly name = 'soap';
  readonly title = 'Call a SOAP operation';
  override readonly description = 'Gives the content of the body of the answer, all values as text; faults are failures.';
  readonly input = input;
  readonly output = Elements;

  execute(given: InputOf<Soap>, context: ActionContext) {
    return new Operation(given).execute(given, contextWithHeaders(context, given.headers));
  }
}

/** What one call asks, as the facts that the SDK wants. */
class Operation extends SoapConnector {
  readonly name = 'soap';
  readonly title = 'Call a SOAP operation';
  readonly input = input;
  readonly output = Elements;
  readonly path: string;
  readonly namespace: string;
  override readonly soapAction: string;
  override readonly soapVersion: Input['soapVersion'];
  override readonly retryFaults: readonly string[];

  constructor({ path, namespace, soapAction, soapVersion, retryFaults }: Input) {
    super();
    this.path = path;
    this.namespace = namespace;
    this.soapAction = soapAction;
    this.soapVersion = soapVersion;
    this.retryFaults = retryFaults;
  }

  body({ body }: Input) {
    return body;
  }

  override header({ soapHeader }: Input) {
    return soapHeader;
  }

  override result(body: XmlContent) {
    return body;
  }
}
