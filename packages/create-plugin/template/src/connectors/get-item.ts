import { get, type InputOf, path, RestConnector } from '@mortise/sdk';
import { z } from 'zod';

/** @see https://example.com/docs/get-item */
export class GetItem extends RestConnector {
  readonly name = 'get-item';
  readonly title = 'Get an item';
  readonly input = z.object({ itemId: z.string().meta({ title: 'Item', description: 'Its id' }) });
  readonly output = z.looseObject({ id: z.string(), title: z.string() });

  request({ itemId }: InputOf<GetItem>) {
    return get(path`/items/${itemId}`);
  }
}
