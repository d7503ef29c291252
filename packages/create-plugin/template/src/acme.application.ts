import { Application, bearer } from '@mortise/sdk';

/** @see https://example.com/docs */
export class Acme extends Application {
  readonly name = 'acme';
  readonly title = 'Acme Corp';
  readonly description = 'Items of Acme Corp.';
  override readonly categories = ['other'];
  override readonly authentication = bearer();

  baseUrl() {
    return 'https://api.example.com';
  }
}
