import {
  type ActionContext,
  Connector,
  definePlugin,
  del,
  get,
  type InputOf,
  post,
  type ResponseOf,
  RestConnector,
  type SubscriptionTarget,
  signatures,
  Webhook,
} from '@mortise/sdk';
import { it } from 'vitest';
import { z } from 'zod';
import { cassette, faultMatrix, testConnector } from '../../src/index.ts';
import { Archive, GetBook, Library, ListBooks } from '../library.ts';

const book = { id: '51', title: 'Emma' };

/** Takes any answer for good, swallows refusals, tells secrets and trips over what it did not expect. */
class Careless extends Connector {
  readonly name = 'careless';
  readonly title = 'Careless';
  readonly input = z.any();
  readonly output = z.unknown();

  async execute(_input: unknown, context: ActionContext) {
    const answer = await context.send(get('/books'), { success: '<600' });
    const text = Buffer.from(answer.body).toString();
    if (answer.status >= 400) throw new Error(`Something went wrong with ${text}`);
    return { count: JSON.parse(text).books.length };
  }
}

/** Forgets the cursor. */
class Forgetful extends ListBooks {
  override request({ author }: InputOf<ListBooks>) {
    return get('/books', { query: { author } });
  }
}

/** Throws the items of the last page away. */
class Wasteful extends ListBooks {
  override readonly name: string = 'wasteful';

  override page({ books, next }: ResponseOf<ListBooks>) {
    return { items: next ? books : [], cursor: next };
  }
}

/** Asks for all books from the second page on. */
class Unfiltered extends ListBooks {
  override readonly name: string = 'unfiltered';

  override request({ author }: InputOf<ListBooks>, after?: string) {
    return get('/books', { query: after === undefined ? { author } : { after } });
  }
}

/** Takes every status for a success. */
class Deaf extends RestConnector {
  readonly name = 'deaf';
  readonly title = 'Deaf';
  readonly input = z.object({ bookId: z.string() });
  readonly output = z.unknown();
  override readonly responses = { success: '<600' };

  request({ bookId }: InputOf<Deaf>) {
    return get(`/books/${bookId}`);
  }
}

/** Asks for one book, whichever is wanted. */
class Stubborn extends GetBook {
  override request() {
    return get('/books/51');
  }
}

/** Tells deliveries apart by their bodies alone. */
class Forgotten extends Webhook {
  readonly name = 'forgotten';
  readonly title = 'Forgotten';
  readonly input = z.object({});
  readonly output = z.looseObject({ id: z.string() });
  readonly signature = signatures.github();
}

/** Signs nothing, and does not say where it is to be delivered. */
class Open extends Webhook {
  readonly name: string = 'open';
  readonly title = 'Open';
  readonly input = z.object({});
  readonly output = z.looseObject({ id: z.string() });
  override readonly signature: Webhook['signature'] = signatures.none();
  override readonly deliveryId = { field: 'id' };

  override subscribe(_input: unknown, { secret }: SubscriptionTarget) {
    return post('/hooks', { json: { secret } });
  }

  override unsubscribe(_input: unknown, { id }: { readonly id: string }) {
    return del(`/hooks/${id}`);
  }
}

/** Keeps its secret for itself. */
class Secretive extends Open {
  override readonly name: string = 'secretive';
  override readonly signature = signatures.github();

  override subscribe(_input: unknown, { url }: SubscriptionTarget) {
    return post('/hooks', { json: { url } });
  }
}

/** Ends whatever subscription there is. */
class Rash extends Open {
  override readonly name: string = 'rash';
  override readonly signature = signatures.github();

  override subscribe(_input: unknown, { url, secret }: SubscriptionTarget) {
    return post('/hooks', { form: { url, secret } });
  }

  override unsubscribe() {
    return del('/hooks');
  }
}

const page = { books: [book], next: 'b' };

faultMatrix(Deaf, { application: Library, input: { bookId: '51' }, reply: book });
faultMatrix(Stubborn, { application: Library, input: { bookId: '51' }, reply: book });
faultMatrix(Forgotten, { application: Library, input: {}, reply: book });
for (const Hook of [Open, Secretive, Rash]) faultMatrix(Hook, { application: Library, input: {}, reply: book });
faultMatrix(Wasteful, { application: Archive, input: {}, reply: page, nextReply: { books: [book] } });
faultMatrix(Unfiltered, { application: Archive, input: { author: 'Austen' }, reply: page, nextReply: { books: [book] } });
faultMatrix(Careless, { application: Library, input: {}, reply: page });
faultMatrix(Forgetful, { application: Archive, input: {}, reply: page });
faultMatrix(ListBooks, { application: Archive, input: {}, reply: { books: [book] } });
faultMatrix(GetBook, {
  application: Library,
  input: { bookId: '1' },
  reply: book,
  request: { path: '/elsewhere' },
  output: { id: '0' },
});
faultMatrix(definePlugin({ application: Library, connectors: [GetBook] }), {});

it('sends what nobody scripted', async () => {
  const api = testConnector(GetBook);
  await api.run({ bookId: '51' }).catch(() => undefined);
});

it('leaves a cassette that does not exist', async () => {
  await cassette('missing', { application: Library });
});
