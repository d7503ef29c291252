import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { owner } from '../../test/owner.ts';
import { HubSpot } from '../hubspot.application.ts';
import { GetOwner } from './get-owner.ts';

const input = { ownerId: '9', idProperty: 'userId' as const };
const reply = owner;

describe('GetOwner', () => {
  it('gets an owner by the id of the user', async () => {
    const api = testConnector(GetOwner, { application: HubSpot });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([{ method: 'GET', path: '/crm/owners/2026-09/9', query: { idProperty: 'userId' } }]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(GetOwner, { application: HubSpot, input, reply });
