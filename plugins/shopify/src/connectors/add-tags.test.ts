import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { answer } from '../../test/answer.ts';
import { Shopify } from '../shopify.application.ts';
import { AddTags } from './add-tags.ts';

const input = { id: 'gid://shopify/Customer/21', tags: ['vip', 'fair'] };
const reply = answer({ node: { id: 'gid://shopify/Customer/21' }, userErrors: [] });

describe('AddTags', () => {
  it('adds tags to a record', async () => {
    const api = testConnector(AddTags, { application: Shopify });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/admin/api/2026-10/graphql.json',
        body: { query: expect.stringContaining('answer: tagsAdd(id: $id, tags: $tags)'), variables: input },
      },
    ]);
    expect(output).toEqual({ node: { id: 'gid://shopify/Customer/21' }, userErrors: [] });
  });
});

faultMatrix(AddTags, { application: Shopify, input, reply });
