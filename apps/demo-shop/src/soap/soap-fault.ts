/** A refusal in the words of SOAP 1.1: the caller's request was wrong. The library reads the field `Fault`. */
export class SoapFault extends Error {
  override readonly name = 'SoapFault';
  readonly Fault: { faultcode: string; faultstring: string; statusCode: number };

  constructor(message: string) {
    super(message);
    this.Fault = { faultcode: 'soap:Client', faultstring: message, statusCode: 500 };
  }
}

/** Whether a failed answer says why in our words; the library's own speak of its inside. */
export function isOurFault(xml: string) {
  return xml.includes('<faultcode>soap:Client</faultcode>');
}

/** The answer to what is no SOAP message, or names an operation that the WSDL does not have. */
export const notUnderstood = `<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
  <soap:Body>
    <soap:Fault>
      <faultcode>soap:Client</faultcode>
      <faultstring>The request is not one that the WSDL describes.</faultstring>
    </soap:Fault>
  </soap:Body>
</soap:Envelope>
`;
