import { describe, expect, it } from 'vitest';
import { connectTo, scope } from '../../test/local-connection.ts';
import { type Received, sendJson, startServer } from '../../test/local-server.ts';
import { oauth1 } from '../application/authentication.ts';
import { get, type HttpRequest, post } from '../http/request.ts';
import { memoryTokenStore } from '../tokens/access-tokens.ts';
import { sign, signatureBase } from './oauth1-signature.ts';

const credentials = {
  consumerKey: 'consumer',
  consumerSecret: 'canary-consumer-secret',
  token: 'token-1',
  tokenSecret: 'canary-token-secret',
};

/** The parameters of a header, decoded. */
function parametersOf({ headers }: Received): Record<string, string> {
  const pairs = String(headers.authorization)
    .replace(/^OAuth /, '')
    .split(', ');
  return Object.fromEntries(pairs.map((pair) => pair.replaceAll('"', '').split('=').map(decodeURIComponent)));
}

/** Whether a server that knows the secrets finds the signature right. */
function isSignedRight(received: Received, host: string, tokenSecret = credentials.tokenSecret): boolean {
  const { oauth_signature, realm: _realm, ...parameters } = parametersOf(received);
  const { headers, body, path } = received;
  const method = received.method === 'POST' ? 'POST' : 'GET';
  const type = { 'content-type': headers['content-type'] ?? '' };
  const base = signatureBase({ method, url: new URL(`http://${host}${path}`), headers: type, body }, parameters);
  const algorithm = parameters['oauth_signature_method'] === 'HMAC-SHA256' ? 'HMAC-SHA256' : 'HMAC-SHA1';
  return oauth_signature === sign(base, { consumerSecret: credentials.consumerSecret, tokenSecret }, algorithm);
}

describe('a connection with OAuth 1.0', () => {
  it.each<[string, HttpRequest]>([
    ['a query', get('/orders', { query: { q: 'a b+c', tag: ['x', 'y'], star: "*'()!" } })],
    ['a form', post('/orders', { form: { text: 'Grüße & more', plus: '1+1' } })],
    ['JSON', post('/orders', { json: { a: 1 } })],
  ])('signs a request with %s so that the service agrees', async (_what, request) => {
    const server = await startServer((_received, response) => sendJson(response, {}));
    const authentication = oauth1({ realm: 'Orders' });
    await connectTo(server, { api: { authentication }, credentials }).client.send(request, scope());
    const [received] = server.received;
    if (!received) return expect.fail('Nothing was sent.');
    expect(isSignedRight(received, server.host)).toBe(true);
    expect(parametersOf(received)).toMatchObject({
      realm: 'Orders',
      oauth_consumer_key: 'consumer',
      oauth_token: 'token-1',
      oauth_signature_method: 'HMAC-SHA1',
      oauth_version: '1.0',
    });
    expect(Math.abs(Number(parametersOf(received)['oauth_timestamp']) - Date.now() / 1000)).toBeLessThan(5);
  });

  it('signs with SHA-256 where the service wants that', async () => {
    const server = await startServer((_received, response) => sendJson(response, {}));
    const authentication = oauth1({ signatureMethod: 'HMAC-SHA256' });
    await connectTo(server, { api: { authentication }, credentials }).client.send(get('/'), scope());
    expect(server.received.map((received) => isSignedRight(received, server.host))).toEqual([true]);
  });

  it('signs each hop to its own address, with another nonce', async () => {
    const server = await startServer(({ path }, response) => {
      response.writeHead(path.startsWith('/old') ? 302 : 200, path.startsWith('/old') ? { location: '/new?page=2' } : {});
      response.end();
    });
    const { client } = connectTo(server, { api: { authentication: oauth1() }, credentials });
    await client.send(get('/old?page=1'), scope());
    expect(server.received.map((received) => isSignedRight(received, server.host))).toEqual([true, true]);
    expect(new Set(server.received.map((received) => parametersOf(received)['oauth_nonce'])).size).toBe(2);
  });

  it('signs nothing for another origin', async () => {
    const other = await startServer((_received, response) => response.end());
    const server = await startServer((_received, response) => response.writeHead(302, { location: `${other.url}/file` }).end());
    const hosts = [server.host, other.host];
    await connectTo(server, { api: { authentication: oauth1() }, credentials, hosts }).client.send(get('/file'), scope());
    expect(other.received).toHaveLength(1);
    expect(other.received[0]?.headers.authorization).toBeUndefined();
  });

  it('takes the token of a sign-in, and the next one where it was refused', async () => {
    const tokenStore = memoryTokenStore({ accessToken: 'token-1', tokenSecret: 'secret-1', issuedAt: 0 });
    const server = await startServer((received, response) =>
      sendJson(response, {}, parametersOf(received)['oauth_token'] === 'token-1' ? 401 : 200),
    );
    const { consumerKey, consumerSecret } = credentials;
    const { client } = connectTo(server, {
      api: { authentication: oauth1() },
      credentials: { consumerKey, consumerSecret },
      tokenStore,
    });
    await expect(client.send(get('/'), scope())).rejects.toMatchObject({ code: 'sign_in_failed' });
    await tokenStore.save({ accessToken: 'token-2', tokenSecret: 'secret-2', issuedAt: 1 });
    await client.send(get('/'), scope());
    expect(server.received.map((received) => parametersOf(received)['oauth_token'])).toEqual(['token-1', 'token-1', 'token-2']);
    const [, , last] = server.received;
    expect(last && isSignedRight(last, server.host, 'secret-2')).toBe(true);
  });

  it('says that nobody has signed in', async () => {
    const server = await startServer((_received, response) => sendJson(response, {}));
    const { client } = connectTo(server, { api: { authentication: oauth1() }, credentials: { consumerKey: 'consumer' } });
    await expect(client.send(get('/'), scope())).rejects.toMatchObject({ code: 'sign_in_failed', retryable: false });
    expect(server.contacts).toBe(0);
  });

  it('shows no secret of a service that quotes it', async () => {
    const quoted = [credentials.consumerSecret, credentials.tokenSecret];
    const echo = [...quoted, ...quoted.map((text) => Buffer.from(text).toString('base64')), ...quoted.map(encodeURIComponent)];
    const server = await startServer((_received, response) => sendJson(response, { message: echo.join(' ') }, 400));
    const { client } = connectTo(server, { api: { authentication: oauth1() }, credentials });
    const error = await client.send(get('/'), scope()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'api_rejected' });
    expect(JSON.stringify(error)).not.toMatch(/canary|Y2FuYXJ5/);
  });
});
