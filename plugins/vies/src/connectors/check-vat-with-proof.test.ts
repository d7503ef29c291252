import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { envelope } from '../../test/soap.ts';
import { Vies } from '../vies.application.ts';
import { CheckVatWithProof } from './check-vat-with-proof.ts';

const input = {
  countryCode: 'CZ' as const,
  vatNumber: '00177041',
  traderName: 'Example & Co',
  requesterCountryCode: 'DE' as const,
  requesterVatNumber: '123456789',
};
const reply =
  envelope(`<checkVatApproxResponse xmlns="urn:ec.europa.eu:taxud:vies:services:checkVat:types"><countryCode>CZ</countryCode>
<vatNumber>00177041</vatNumber><requestDate>2026-11-24+01:00</requestDate><valid>false</valid><traderName>---</traderName>
<traderNameMatch>3</traderNameMatch><requestIdentifier>WAPIAAAAZ0000000</requestIdentifier></checkVatApproxResponse>`);

describe('CheckVatWithProof', () => {
  it('names who asks, and reads the consultation number', async () => {
    const api = testConnector(CheckVatWithProof, { application: Vies });
    api.replies(reply);

    const output = await api.run(input);

    expect(output).toEqual({
      countryCode: 'CZ',
      vatNumber: '00177041',
      requestDate: '2026-11-24+01:00',
      valid: false,
      traderName: '---',
      traderNameMatch: '3',
      requestIdentifier: 'WAPIAAAAZ0000000',
    });
    expect(api.requests[0]?.text).toMatch(
      /checkVatApprox[^>]*>.*countryCode>CZ<.*traderName>Example &amp; Co<.*requesterCountryCode>DE<.*requesterVatNumber>123456789</s,
    );
  });
});

faultMatrix(CheckVatWithProof, { application: Vies, input, reply });
