import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { metafield } from '../../test/metafield.ts';
import { Shopify } from '../shopify.application.ts';
import { SetMetafields } from './set-metafields.ts';

const input = {
  metafields: [
    { ownerId: 'gid://shopify/Order/1001', namespace: 'erp', key: 'number', type: 'single_line_text_field', value: 'A-17' },
  ],
};
const reply = answer({ metafields: [metafield], userErrors: [] });

describe('SetMetafields', () => {
  it('keeps a value with a record', async () => {
    const api = testConnector(SetMetafields, { application: Shopify });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: { query: expect.stringContaining('answer: metafieldsSet(metafields: $metafields)'), variables: input },
      },
    ]);
    expect(output).toEqual({ metafields: [metafield], userErrors: [] });
  });
});

faultMatrix(SetMetafields, { application: Shopify, input, reply });
