import { expect } from 'vitest';
import { type Trial, words } from './trial.ts';

/** A fault of a SOAP service. @see https://www.w3.org/TR/2000/NOTE-SOAP-20000508/#_Toc478383507 */
export function trySoap(trial: Trial): void {
  if (!trial.isSoap) return;

  trial.it('soapFault', 'tells what a fault says, and does not take it for an outage', async () => {
    const is12 = 'soapVersion' in trial.action && trial.action.soapVersion === '1.2';
    const namespace = is12 ? 'http://www.w3.org/2003/05/soap-envelope' : 'http://schemas.xmlsoap.org/soap/envelope/';
    const fault = is12
      ? `<s:Code><s:Value>s:Sender</s:Value></s:Code><s:Reason><s:Text xml:lang="en">${words}</s:Text></s:Reason>`
      : `<faultcode>s:Client</faultcode><faultstring>${words}</faultstring>`;
    const body = `<s:Envelope xmlns:s="${namespace}"><s:Body><s:Fault>${fault}</s:Fault></s:Body></s:Envelope>`;
    const test = trial.start({ maxAttempts: 2 }).replies({ status: 500, body });
    expect(await trial.run(test)).toMatchObject({
      outcome: 'fail',
      error: { code: 'api_rejected', detail: expect.stringContaining(words) },
    });
    expect(test.requests).toHaveLength(1);
  });
}
