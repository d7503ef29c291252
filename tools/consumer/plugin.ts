// A plugin as somebody outside this repository would write it. consumer.test.ts checks and runs it against the packed packages.
import demoShop from '@mortise/plugin-demo-shop';
import { Application, bearer, definePlugin, get, type InputOf, path, RestConnector } from '@mortise/sdk';
import type { Manifest } from '@mortise/sdk/manifest';
import { z } from 'zod';

class Library extends Application {
  readonly name = 'library';
  readonly title = 'Library';
  readonly description = 'Books and who has them.';
  override readonly authentication = bearer();

  baseUrl() {
    return 'https://library.example.com';
  }
}

class GetBook extends RestConnector {
  readonly name = 'get-book';
  readonly title = 'Get a book';
  readonly input = z.object({ bookId: z.string() });
  readonly output = z.object({ title: z.string() });

  request({ bookId }: InputOf<GetBook>) {
    return get(path`/books/${bookId}`);
  }
}

const library = definePlugin({ application: Library, connectors: [GetBook] });
const version: Manifest['manifestVersion'] = 1;

console.log(version, library.application.title, demoShop.application.title);
