import { describe, expect, it, onTestFinished } from 'vitest';
import { startServer } from '../../test/local-server.ts';
import { Application, OAuth2Application } from '../application/application.ts';
import { bearer } from '../application/authentication.ts';
import { connect } from '../connection/connection.ts';
import { HttpClient } from './http-client.ts';
import { get } from './request.ts';

class Shelf extends Application {
  readonly name = 'shelf';
  readonly title = 'Shelf';
  readonly description = 'Books on a shelf.';
  override readonly authentication = bearer();

  baseUrl() {
    return 'https://api.shelf.example:8443/v1';
  }
}

class Archive extends OAuth2Application {
  readonly name = 'archive';
  readonly title = 'Archive';
  readonly description = 'Books that nobody borrows.';

  baseUrl() {
    return 'https://api.archive.example';
  }

  oauth2() {
    return { grant: 'clientCredentials', tokenUrl: 'https://login.archive.example/token?v=2' } as const;
  }
}

const call = () => ({ deadlineAt: performance.now() + 2000, traceId: '4bf92f3577b34da6a3ce929d0e0e4736', idempotencyKey: 'key' });

async function startRerouted(answers: readonly { status?: number; headers?: Record<string, string>; body?: string }[]) {
  let count = 0;
  const server = await startServer((_request, response) => {
    const { status = 200, headers = {}, body = '{}' } = answers[count++] ?? {};
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  });
  const reroute = (url: URL) => new URL(`http://${server.host}${url.pathname}${url.search}`);
  const http = new HttpClient({ allow: [server.host], reroute });
  onTestFinished(() => http.close());
  return { server, http };
}

describe('reroute', () => {
  it('leads a request elsewhere and leaves its path, its query and its host as they were meant', async () => {
    const { server, http } = await startRerouted([]);
    const { client } = await connect(Shelf, { token: 'a-token' }, { http });
    await client.send(get('/books?x=a%2Fb'), call());
    expect(server.received).toMatchObject([
      { path: '/v1/books?x=a%2Fb', headers: { host: 'api.shelf.example:8443', authorization: 'Bearer a-token' } },
    ]);
  });

  it('leads requests for tokens elsewhere too', async () => {
    const { server, http } = await startRerouted([{ body: '{"access_token":"given","token_type":"Bearer"}' }]);
    const { client } = await connect(Archive, { clientId: 'id', clientSecret: 'secret' }, { http });
    await client.send(get('/books'), call());
    expect(server.received).toMatchObject([
      { method: 'POST', path: '/token?v=2', headers: { host: 'login.archive.example' } },
      { path: '/books', headers: { host: 'api.archive.example', authorization: 'Bearer given' } },
    ]);
  });

  it('opens no way around the declared hosts and the demand for TLS', async () => {
    const { server, http } = await startRerouted([
      { status: 302, headers: { location: 'https://elsewhere.example/' } },
      { status: 302, headers: { location: 'http://api.shelf.example:8443/' } },
    ]);
    const { client } = await connect(Shelf, { token: 'a-token' }, { http });
    await expect(client.send(get('https://elsewhere.example/'), call())).rejects.toMatchObject({ code: 'host_not_declared' });
    await expect(client.send(get('/a'), call())).rejects.toMatchObject({ code: 'host_not_declared' });
    await expect(client.send(get('/b'), call())).rejects.toMatchObject({ code: 'redirect_refused' });
    expect(server.received).toHaveLength(2);
  });

  it('opens no way around the egress guard', async () => {
    const { server } = await startRerouted([]);
    const http = new HttpClient({ reroute: (url) => new URL(`http://${server.host}${url.pathname}`) });
    onTestFinished(() => http.close());
    const { client } = await connect(Shelf, { token: 'a-token' }, { http });
    await expect(client.send(get('/books'), call())).rejects.toMatchObject({ code: 'egress_refused' });
    expect(server.contacts).toBe(0);
  });

  it('names the address that was asked for where something goes wrong', async () => {
    const { http } = await startRerouted([{ status: 404, body: '{"message":"No such book"}' }]);
    const { client } = await connect(Shelf, { token: 'a-token' }, { http });
    await expect(client.send(get('/books'), call())).rejects.toThrow('api.shelf.example:8443 answered 404: No such book');
  });
});
