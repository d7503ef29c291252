import { describeApi } from '@mortise/sdk';
import { testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { fault } from '../test/soap.ts';
import { CheckVat } from './connectors/check-vat.ts';
import { Vies } from './vies.application.ts';

const vies = new Vies();

/** How a check ends that VIES answers with this fault. */
function outcomeOf(reason: string) {
  return testConnector(CheckVat, { application: Vies })
    .replies(fault(reason))
    .outcome({ countryCode: 'AT', vatNumber: 'U12345678' });
}

describe('Vies', () => {
  it('asks the service of the Commission, or the one for tests, and needs no login', () => {
    const services = 'https://ec.europa.eu/taxation_customs/vies/services';
    expect(describeApi(vies, { service: 'live' })).toMatchObject({
      baseUrl: `${services}/checkVatService`,
      authentication: { kind: 'none' },
    });
    expect(describeApi(vies, { service: 'test' })).toMatchObject({ baseUrl: `${services}/checkVatTestService` });
    expect(vies.settings.parse({})).toEqual({ service: 'live' });
  });

  it('writes the envelope that the WSDL describes', async () => {
    const api = testConnector(CheckVat, { application: Vies });
    api.replies(fault('INVALID_INPUT'));

    await api.outcome({ countryCode: 'AT', vatNumber: 'U12345678' });

    const [request] = api.requests;
    expect(request).toMatchObject({
      host: 'ec.europa.eu',
      headers: { 'content-type': expect.stringMatching(/^text\/xml/), soapaction: '""' },
    });
    expect(request?.text).toContain('xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"');
    expect(request?.text).toContain(
      '<checkVat xmlns="urn:ec.europa.eu:taxud:vies:services:checkVat:types">' +
        '<countryCode>AT</countryCode><vatNumber>U12345678</vatNumber></checkVat>',
    );
  });

  it.each([
    'SERVICE_UNAVAILABLE',
    'MS_UNAVAILABLE',
    'TIMEOUT',
    'SERVER_BUSY',
    'GLOBAL_MAX_CONCURRENT_REQ',
    'GLOBAL_MAX_CONCURRENT_REQ_TIME',
    'MS_MAX_CONCURRENT_REQ',
    'MS_MAX_CONCURRENT_REQ_TIME',
  ])('asks again after %s', async (reason) => {
    expect(await outcomeOf(reason)).toMatchObject({ outcome: 'retry', error: { detail: expect.stringContaining(reason) } });
  });

  it.each(['INVALID_INPUT', 'INVALID_REQUESTER_INFO', 'VAT_BLOCKED', 'IP_BLOCKED'])('fails with %s', async (reason) => {
    expect(await outcomeOf(reason)).toMatchObject({ outcome: 'fail', error: { detail: expect.stringContaining(reason) } });
  });
});
