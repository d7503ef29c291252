import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { page } from '../../test/answer.ts';
import { location } from '../../test/location.ts';
import { Shopify } from '../shopify.application.ts';
import { ListLocations } from './list-locations.ts';

const input = { includeInactive: true, first: 1 };
const second = { ...location, id: `${location.id}2` };
const reply = page([location], 'eyJsYXN0X2lkIjo0MX0=');
const nextReply = page([second]);

describe('ListLocations', () => {
  it('lists locations, those out of use too', async () => {
    const api = testConnector(ListLocations, { application: Shopify });
    api.replies(reply).replies(nextReply);

    expect(await api.pages(input)).toEqual([[location], [second]]);
    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: { query: expect.stringContaining('answer: locations(query: $query'), variables: input },
      },
      { body: { variables: { after: 'eyJsYXN0X2lkIjo0MX0=' } } },
    ]);
  });
});

faultMatrix(ListLocations, { application: Shopify, input, reply, nextReply });
