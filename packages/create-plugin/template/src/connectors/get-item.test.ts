import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Acme } from '../acme.application.ts';
import { GetItem } from './get-item.ts';

const item = { id: '7', title: 'A chair' };

describe('GetItem', () => {
  it('asks for one item by its id', async () => {
    const api = testConnector(GetItem, { application: Acme });
    api.replies(item);

    const output = await api.run({ itemId: '7' });

    expect(api.requests).toMatchObject([{ method: 'GET', path: '/items/7' }]);
    expect(output).toEqual(item);
  });
});

faultMatrix(GetItem, { application: Acme, input: { itemId: '7' }, reply: item });
