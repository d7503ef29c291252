import type { LoginKind, PluginFixture } from './project.test-kit.ts';

const signIns: Readonly<Record<LoginKind, string>> = {
  none: 'none()',
  apiKey: "apiKey({ header: 'x-api-key' })",
  bearer: 'bearer()',
  basic: 'basic()',
  oauth2:
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the code of a plugin, which fills it in itself.
    "oauth2({ grant: 'clientCredentials', tokenUrl: `${settings.url}/oauth/token`, scopes: ['orders:read', 'orders:write'] })",
  oauth1: 'oauth1()',
  custom: `customLogin({
    fields: z.object({ account: text('Account'), passcode: secret('Passcode') }),
    request: { method: 'POST', path: '/login', json: { account: '{account}', passcode: '{passcode}' } },
    token: 'access_token', expiresIn: 'expires_in',
  })`,
};

/** The module of a fixture plugin, as a build would leave it. */
export function codeOf({
  application,
  login = 'none',
  signIn = signIns[login],
  clientCertificate,
  onLoad = '',
  run,
  baseUrl = 'url',
}: PluginFixture): string {
  return `import { apiKey, Application, basic, BatchConnector, bearer, Connector, customLogin, definePlugin, get, MortiseError, none, oauth1, oauth2, post, RestConnector, secret, text, url } from '@mortise/sdk';
import { z } from 'zod';
${onLoad}
class Fixture extends Application {
  name = '${application}'; title = 'Fixture'; description = 'A fixture.';
  settings = z.object({ url: url('Address') });
  clientCertificate = ${clientCertificate ?? false};
  baseUrl({ url }) { return ${baseUrl}; }
  signIn(settings) { return ${signIn}; }
  test() { return get('/me'); }
}
class Get extends RestConnector {
  name = 'get'; title = 'Get something'; input = z.object({ path: z.string() }); output = z.any();
  request({ path }) { return get(path); }
}
class Post extends RestConnector {
  name = 'post'; title = 'Post something'; input = z.any(); output = z.any();
  request(json) { return post('/items', { json }); }
}
class List extends BatchConnector {
  name = 'list'; title = 'List everything'; input = z.object({ path: z.string() });
  response = z.object({ orders: z.array(z.any()), next: z.string().nullish() }); output = z.any();
  request({ path }, cursor) { return get(path, { query: { limit: 2, cursor } }); }
  page({ orders, next }) { return { items: orders, cursor: next ?? undefined }; }
}
class Tell extends Connector {
  name = 'tell'; title = 'Write to the log'; input = z.any(); output = z.any();
  async execute(input, context) {
    const answer = await context.send(get('/echo'));
    const text = new TextDecoder().decode(answer.body);
    context.log.info('heard ' + text, { text });
    console.log('printed ' + text);
    return 'told';
  }
}
${run === undefined ? '' : runCode(run)}
export default definePlugin({ application: Fixture, connectors: [Get, Post, List, Tell${run === undefined ? '' : ', Run'}] });
`;
}

function runCode(body: string): string {
  return `class Run extends Connector {
  name = 'run'; title = 'Run something'; input = z.any(); output = z.any();
  async execute(input, context) { ${body} }
}`;
}
