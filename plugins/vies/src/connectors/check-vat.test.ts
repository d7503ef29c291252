import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { envelope, fault } from '../../test/soap.ts';
import { Vies } from '../vies.application.ts';
import { CheckVat } from './check-vat.ts';

const input = { countryCode: 'EL' as const, vatNumber: '094019245' };
const reply = envelope(`<ns2:checkVatResponse xmlns:ns2="urn:ec.europa.eu:taxud:vies:services:checkVat:types">
  <ns2:countryCode>EL</ns2:countryCode><ns2:vatNumber>094019245</ns2:vatNumber><ns2:requestDate>2026-11-24+01:00</ns2:requestDate>
  <ns2:valid>true</ns2:valid><ns2:name>EXAMPLE AE</ns2:name><ns2:address>ODOS 1
ATHINA</ns2:address></ns2:checkVatResponse>`);

describe('CheckVat', () => {
  it('asks for one number and reads the answer, leading zeros and all', async () => {
    const api = testConnector(CheckVat, { application: Vies });
    api.replies(reply);

    const output = await api.run(input);

    expect(output).toEqual({
      countryCode: 'EL',
      vatNumber: '094019245',
      requestDate: '2026-11-24+01:00',
      valid: true,
      name: 'EXAMPLE AE',
      address: 'ODOS 1\nATHINA',
    });
    const [request] = api.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/taxation_customs/vies/services/checkVatService' });
    expect(request?.text).toContain('urn:ec.europa.eu:taxud:vies:services:checkVat:types');
    expect(request?.text).toMatch(/checkVat[^>]*>.*countryCode>EL<.*vatNumber>094019245</s);
  });

  it('asks the test service where the connection says so', async () => {
    const api = testConnector(CheckVat, { application: Vies, settings: { service: 'test' } });
    api.replies(reply);

    await api.run(input);

    expect(api.requests).toMatchObject([{ path: '/taxation_customs/vies/services/checkVatTestService' }]);
  });

  it('asks again where the member state cannot answer now', async () => {
    const api = testConnector(CheckVat, { application: Vies });
    api.replies(fault('MS_UNAVAILABLE'));

    expect(await api.outcome(input)).toMatchObject({
      outcome: 'retry',
      error: { detail: expect.stringContaining('MS_UNAVAILABLE') },
    });
  });

  it('fails for a number that cannot be one', async () => {
    const api = testConnector(CheckVat, { application: Vies });
    api.replies(fault('INVALID_INPUT'));

    expect(await api.outcome(input)).toMatchObject({
      outcome: 'fail',
      error: { detail: expect.stringContaining('INVALID_INPUT') },
    });
  });

  it('sends nothing for a country that is not in the union', async () => {
    const api = testConnector(CheckVat, { application: Vies });

    expect(await api.outcome({ countryCode: 'GR', vatNumber: '094019245' })).toMatchObject({
      error: { code: 'invalid_input', path: 'countryCode' },
    });
    expect(api.requests).toEqual([]);
  });
});

faultMatrix(CheckVat, { application: Vies, input, reply });
