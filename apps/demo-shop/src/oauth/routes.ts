import OAuth2Server from '@node-oauth/oauth2-server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Backend } from '../backend.ts';
import { checkAuthorizeRequest } from './authorize-request.ts';
import { isAuthenticated } from './client.ts';
import { consentPage, refusalPage } from './consent-page.ts';
import { asForm, type Form } from './form.ts';
import { metadata } from './metadata.ts';
import { oauthServer } from './server.ts';

export function oauthRoutes(app: FastifyInstance, backend: Backend) {
  const { settings, tokens } = backend;
  const server = oauthServer(settings, tokens);

  app.get('/.well-known/oauth-authorization-server', () => metadata(backend.url));

  app.post('/oauth/token', async (request, reply) => {
    backend.stats.tokenRequested();
    reply.header('cache-control', 'no-store');
    const response = new OAuth2Server.Response();
    try {
      await server.token(libraryRequest(request), response);
      return reply.send(response.body);
    } catch (error) {
      if (!(error instanceof OAuth2Server.OAuthError)) throw error;
      reply.code(error.code).headers(response.headers ?? {});
      return reply.send({ error: error.name, error_description: error.message });
    }
  });

  app.post('/oauth/revoke', (request, reply) => {
    const form = asForm(request.body);
    if (!isAuthenticated(request.headers, form, settings)) {
      reply.code(401).header('www-authenticate', 'Basic realm="demo-shop"');
      return reply.send({ error: 'invalid_client', error_description: 'The client id or secret is wrong.' });
    }
    if (!form['token']) return reply.code(400).send({ error: 'invalid_request', error_description: 'Send the token to revoke.' });
    tokens.revoke(form['token']);
    return reply.code(200).send();
  });

  app.get('/oauth/authorize', (request, reply) => {
    const form = asForm(request.query);
    const check = checkAuthorizeRequest(form, settings.clientId);
    if (check.kind !== 'valid') return answer(reply, form, check);
    return html(reply).send(consentPage(form, check.scopes, check.redirectUri));
  });

  app.post('/oauth/authorize', async (request, reply) => {
    const form = asForm(request.body);
    const check = checkAuthorizeRequest(form, settings.clientId);
    if (check.kind !== 'valid') return answer(reply, form, check);
    if (form['allowed'] !== 'true') return redirect(reply, form, check.redirectUri, { error: 'access_denied' });

    const code = await server.authorize(libraryRequest(request), new OAuth2Server.Response());
    return redirect(reply, form, check.redirectUri, { code: code.authorizationCode });
  });

  function answer(reply: FastifyReply, form: Form, check: Exclude<ReturnType<typeof checkAuthorizeRequest>, { kind: 'valid' }>) {
    if (check.kind === 'refused') return html(reply.code(400)).send(refusalPage(check.message));
    return redirect(reply, form, check.redirectUri, { error: check.error, error_description: check.message });
  }

  /** Adds `iss` to every answer, so that a client with several servers can tell them apart (RFC 9207). */
  function redirect(reply: FastifyReply, form: Form, to: string, values: Record<string, string>) {
    const url = new URL(to);
    const state = form['state'];
    const all = { ...values, ...(state !== undefined && { state }), iss: backend.url };
    for (const [name, value] of Object.entries(all)) url.searchParams.set(name, value);
    return reply.redirect(url.href, 303);
  }
}

function libraryRequest({ headers, method, query, body }: FastifyRequest) {
  const plain = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  return new OAuth2Server.Request({ headers: Object.fromEntries(plain), method, query: asForm(query), body: asForm(body) });
}

function html(reply: FastifyReply) {
  return reply.headers({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    'referrer-policy': 'no-referrer',
  });
}
