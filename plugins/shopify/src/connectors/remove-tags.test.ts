import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { Shopify } from '../shopify.application.ts';
import { RemoveTags } from './remove-tags.ts';

const input = { id: 'gid://shopify/Customer/21', tags: ['vip', 'fair'] };
const reply = answer({ node: { id: 'gid://shopify/Customer/21' }, userErrors: [] });

describe('RemoveTags', () => {
  it('takes tags from a record', async () => {
    const api = testConnector(RemoveTags, { application: Shopify });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: { query: expect.stringContaining('answer: tagsRemove(id: $id, tags: $tags)'), variables: input },
      },
    ]);
    expect(output).toEqual({ node: { id: 'gid://shopify/Customer/21' }, userErrors: [] });
  });
});

faultMatrix(RemoveTags, { application: Shopify, input, reply });
