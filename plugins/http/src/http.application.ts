import { Application, apiKey, basic, bearer, get, none } from '@mortise/sdk';
import { oauth2Login } from './oauth2-login.ts';
import { HttpSettings } from './settings.ts';

/** @see https://www.rfc-editor.org/rfc/rfc9110 */
export class Http extends Application {
  readonly name = 'http';
  readonly title = 'HTTP';
  readonly description = 'Any API that speaks HTTP and has no plugin of its own.';
  override readonly categories = ['developer'];
  override readonly settings = HttpSettings;

  baseUrl({ baseUrl }: HttpSettings) {
    return baseUrl;
  }

  override signIn(settings: HttpSettings) {
    const { login, headerName = '', headerPrefix, queryName = '' } = settings;
    switch (login) {
      case 'none':
        return none();
      case 'apiKeyHeader':
        return apiKey({ header: headerName, prefix: headerPrefix ? `${headerPrefix} ` : '' });
      case 'apiKeyQuery':
        return apiKey({ query: queryName });
      case 'bearer':
        return bearer();
      case 'basic':
        return basic();
      default:
        return oauth2Login(settings);
    }
  }

  override test({ testPath }: HttpSettings) {
    return testPath === undefined ? undefined : get(testPath);
  }
}
