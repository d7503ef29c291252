import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Http } from '../http.application.ts';
import { Soap } from './soap.ts';

const soap11 = 'http://schemas.xmlsoap.org/soap/envelope/';
const soap12 = 'http://www.w3.org/2003/05/soap-envelope';
const envelope = (body: string, namespace = soap11) => `<s:Envelope xmlns:s="${namespace}"><s:Body>${body}</s:Body></s:Envelope>`;
const reply = envelope('<CheckVatResponse xmlns="urn:vat"><valid>true</valid><name/></CheckVatResponse>');
const input = { path: '/soap', namespace: 'urn:vat', body: { CheckVat: { countryCode: 'CZ', vatNumber: '<1>' } } };
const output = { CheckVatResponse: { valid: 'true', name: '' } };

describe('Soap', () => {
  it('calls an operation and gives the body of the answer', async () => {
    const api = testConnector(Soap, { application: Http, settings: { headers: 'X-Shop: brno' } });
    api.replies(reply);

    expect(await api.run({ ...input, soapAction: 'urn:vat#CheckVat', soapHeader: { Session: '7' } })).toEqual(output);
    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/soap',
        headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '"urn:vat#CheckVat"', 'x-shop': 'brno' },
        text: `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="${soap11}" xmlns:tns="urn:vat"><soap:Header><Session>7</Session></soap:Header><soap:Body><CheckVat xmlns="urn:vat"><countryCode>CZ</countryCode><vatNumber>&lt;1&gt;</vatNumber></CheckVat></soap:Body></soap:Envelope>`,
      },
    ]);
  });

  it('speaks SOAP 1.2', async () => {
    const api = testConnector(Soap, { application: Http });
    api.replies(envelope('<Done/>', soap12));

    expect(await api.run({ ...input, soapVersion: '1.2', soapAction: 'urn:vat#CheckVat' })).toEqual({ Done: '' });
    expect(api.requests[0]?.headers['content-type']).toBe('application/soap+xml; charset=utf-8; action="urn:vat#CheckVat"');
    expect(api.requests[0]?.text).toContain(`xmlns:soap="${soap12}"`);
  });

  it.each([200, 400, 500])('hears a fault with status %i', async (status) => {
    const api = testConnector(Soap, { application: Http });
    const body = envelope('<s:Fault><faultcode>s:Client</faultcode><faultstring>No such country</faultstring></s:Fault>');
    api.replies({ status, body });
    expect(await api.outcome(input)).toMatchObject({
      outcome: 'fail',
      error: { code: 'api_rejected', detail: expect.stringContaining('No such country') },
    });
  });

  it('tries faults again that it is told to', async () => {
    const api = testConnector(Soap, { application: Http });
    api.replies({
      status: 500,
      body: envelope('<s:Fault><faultcode>s:Server</faultcode><faultstring>BUSY</faultstring></s:Fault>'),
    });
    expect(await api.outcome({ ...input, retryFaults: ['BUSY'] })).toMatchObject({ outcome: 'retry' });
  });

  it.each([
    [{ soapAction: 'a"\r\nX-Evil: 1' }, 'soapAction'],
    [{ path: 'https://evil.example' }, 'path'],
    [{ headers: { 'Transfer-Encoding': 'chunked' } }, 'headers.Transfer-Encoding'],
    [{ body: { 'a b': 1 } }, undefined],
  ])('refuses %j and sends nothing', async (wrong, path) => {
    const api = testConnector(Soap, { application: Http });
    const outcome = await api.outcome({ ...input, ...wrong });
    expect(outcome).toMatchObject({ outcome: 'fail', error: path === undefined ? { code: 'invalid_request' } : { path } });
    expect(api.requests).toEqual([]);
  });
});

faultMatrix(Soap, { application: Http, settings: { login: 'bearer' }, input, reply, output });
