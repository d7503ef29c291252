import {
  type ActionContext,
  Application,
  apiKey,
  BatchConnector,
  CustomAction,
  get,
  type InputOf,
  OAuth2Application,
  path,
  post,
  type ResponseOf,
  RestConnector,
  run,
  type SettingsOf,
  slug,
} from '@mortise/sdk';
import { z } from 'zod';

/** A made-up service with an API key. */
export class Library extends Application {
  readonly name = 'library';
  readonly title = 'Library';
  readonly description = 'Books and their readers.';
  override readonly authentication = apiKey({ header: 'X-Api-Key' });
  override readonly settings = z.object({ town: slug('Town') });
  override readonly idempotencyHeader = 'Idempotency-Key';

  baseUrl({ town }: SettingsOf<Library>) {
    return `https://${town}.library.example/v1`;
  }
}

/** The same behind OAuth 2. */
export class Archive extends OAuth2Application {
  readonly name = 'archive';
  readonly title = 'Archive';
  readonly description = 'Books that nobody borrows.';

  baseUrl() {
    return 'https://api.archive.example';
  }

  oauth2() {
    return { tokenUrl: 'https://login.archive.example/token', authorizeUrl: 'https://login.archive.example/authorize' };
  }
}

const Book = z.looseObject({ id: z.string(), title: z.string() });

export class GetBook extends RestConnector {
  readonly name = 'get-book';
  readonly title = 'Get a book';
  readonly input = z.object({ bookId: z.string() });
  readonly output = Book;

  request({ bookId }: InputOf<GetBook>) {
    return get(path`/books/${bookId}`);
  }
}

export class AddBook extends RestConnector {
  readonly name = 'add-book';
  readonly title = 'Add a book';
  readonly input = z.object({ title: z.string() });
  readonly output = Book;

  request(book: InputOf<AddBook>) {
    return post('/books', { json: book });
  }
}

export class ListBooks extends BatchConnector {
  readonly name = 'list-books';
  readonly title = 'List books';
  readonly input = z.object({ author: z.string().optional() });
  readonly output = Book;
  readonly response = z.looseObject({ books: z.array(z.unknown()), next: z.string().nullish() });

  request({ author }: InputOf<ListBooks>, after?: string) {
    return get('/books', { query: { author, after } });
  }

  page({ books, next }: ResponseOf<ListBooks>) {
    return { items: books, cursor: next };
  }
}

/** A book is read, then written anew. */
export class CopyBook extends CustomAction {
  readonly name = 'copy-book';
  readonly title = 'Copy a book';
  readonly input = z.object({ bookId: z.string() });
  readonly output = Book;

  async execute({ bookId }: InputOf<CopyBook>, context: ActionContext) {
    const { title } = await run(GetBook, { bookId }, { within: context });
    return run(AddBook, { title }, { within: context });
  }
}
