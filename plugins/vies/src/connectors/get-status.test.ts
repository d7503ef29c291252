import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Vies } from '../vies.application.ts';
import { GetStatus } from './get-status.ts';

const reply = { vow: { available: true }, countries: [{ countryCode: 'AT', availability: 'Available' }] };

describe('GetStatus', () => {
  it('asks which member states can be asked', async () => {
    const api = testConnector(GetStatus, { application: Vies });
    api.replies(reply);

    expect(await api.run({})).toEqual(reply);
    expect(api.requests).toMatchObject([{ method: 'GET', path: '/taxation_customs/vies/rest-api/check-status' }]);
  });
});

faultMatrix(GetStatus, { application: Vies, input: {}, reply });
