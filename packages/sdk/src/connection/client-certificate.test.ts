import { createServer } from 'node:https';
import { TLSSocket } from 'node:tls';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { makeCertificate, type TestCertificate } from '../../test/certificates.ts';
import { connectTo, scope } from '../../test/local-connection.ts';
import { startServer } from '../../test/local-server.ts';
import { bearer, type Credentials, none, oauth2 } from '../application/authentication.ts';
import { HttpClient } from '../http/http-client.ts';
import { toTypedError } from '../http/network-faults.ts';
import { get } from '../http/request.ts';

let authority: TestCertificate;
let client: TestCertificate;
let stranger: TestCertificate;
let service: TestCertificate;
let encryptedKey: string;

beforeAll(() => {
  authority = makeCertificate('authority', { isAuthority: true });
  client = makeCertificate('client-of-the-shop', { issuer: authority });
  service = makeCertificate('service', { issuer: authority });
  stranger = makeCertificate('stranger');
  encryptedKey = client.key
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'canary-passphrase' })
    .toString();
});

/** A service that lets in whom the authority vouches for, and keeps the names of its guests. */
async function startService(redirectTo?: string) {
  const received: { readonly path: string; readonly guest: string | undefined; readonly authorization: string | undefined }[] =
    [];
  const server = createServer(
    {
      key: service.privateKey,
      cert: service.certificate,
      ca: authority.certificate,
      requestCert: true,
      rejectUnauthorized: true,
    },
    (request, response) => {
      const { socket, url: path = '', headers } = request;
      const guest = socket instanceof TLSSocket ? String(socket.getPeerCertificate().subject.CN) : undefined;
      received.push({ path, guest, authorization: headers.authorization });
      if (redirectTo !== undefined) return response.writeHead(302, { location: redirectTo }).end();
      response.writeHead(200, { 'content-type': 'application/json' });
      return response.end(JSON.stringify({ access_token: 't1' }));
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return { url: `https://${host}`, host, received };
}

function credentialsOf({ certificate, privateKey }: TestCertificate, rest: Credentials = {}): Credentials {
  return { certificate, privateKey, certificateAuthority: authority.certificate, ...rest };
}

describe('a connection with a client certificate', () => {
  it('shows it beside any other login', async () => {
    const server = await startService();
    const api = { authentication: bearer(), clientCertificate: true };
    const connection = connectTo(server, { api, credentials: credentialsOf(client, { token: 'token-1' }) });
    await connection.client.send(get('/orders'), scope());
    expect(server.received).toEqual([{ path: '/orders', guest: 'client-of-the-shop', authorization: 'Bearer token-1' }]);
  });

  it('shows it to the token endpoint too, to a public client in place of a secret', async () => {
    const server = await startService();
    const authentication = oauth2({ grant: 'clientCredentials', tokenUrl: `${server.url}/token`, publicClient: true });
    const credentials = credentialsOf(client, { clientId: 'id' });
    await connectTo(server, { api: { authentication, clientCertificate: true }, credentials }).client.send(
      get('/orders'),
      scope(),
    );
    expect(server.received).toEqual([
      { path: '/token', guest: 'client-of-the-shop', authorization: undefined },
      { path: '/orders', guest: 'client-of-the-shop', authorization: 'Bearer t1' },
    ]);
  });

  it('opens an encrypted key with its passphrase', async () => {
    const server = await startService();
    const credentials = { ...credentialsOf(client), privateKey: encryptedKey, passphrase: 'canary-passphrase' };
    const { client: connection } = connectTo(server, { api: { authentication: none(), clientCertificate: true }, credentials });
    await connection.send(get('/'), scope());
    expect(server.received).toHaveLength(1);
  });

  it('is not shared: another connection to the same service shows its own', async () => {
    const other = makeCertificate('other-client', { issuer: authority });
    const server = await startService();
    const api = { authentication: none(), clientCertificate: true };
    for (const certificate of [client, other, client]) {
      await connectTo(server, { api, credentials: credentialsOf(certificate) }).client.send(get('/'), scope());
    }
    expect(server.received.map(({ guest }) => guest)).toEqual(['client-of-the-shop', 'other-client', 'client-of-the-shop']);
  });

  it('shows it to no other origin', async () => {
    const other = await startService();
    const server = await startService(`${other.url}/file`);
    const hosts = [server.host, other.host];
    const api = { authentication: none(), clientCertificate: true };
    const { client: connection } = connectTo(server, { api, credentials: credentialsOf(client), hosts });
    await expect(connection.send(get('/file'), scope())).rejects.toMatchObject({ name: expect.stringMatching(/Error$/) });
    expect(server.received).toHaveLength(1);
    expect(other.received).toEqual([]);
  });

  it('keeps the egress guard', async () => {
    const server = await startService();
    const api = { authentication: none(), clientCertificate: true };
    const { client: connection } = connectTo(server, { api, credentials: credentialsOf(client), allow: ['127.0.0.1:1'] });
    await expect(connection.send(get('/'), scope())).rejects.toMatchObject({ code: 'egress_refused' });
    expect(server.received).toEqual([]);
  });

  it('sends nothing more once it is closed, and leaves other connections alone', async () => {
    const server = await startService();
    const api = { authentication: none(), clientCertificate: true };
    const closed = connectTo(server, { api, credentials: credentialsOf(client) }).client;
    await closed.send(get('/'), scope());
    await closed.close();
    await expect(closed.send(get('/'), scope())).rejects.toMatchObject({ code: 'network' });
    await connectTo(server, { api, credentials: credentialsOf(client) }).client.send(get('/'), scope());
    expect(server.received).toHaveLength(2);
  });
});

describe('a client with a certificate', () => {
  it('is closed with the one that it was made from, however that ends', async () => {
    const server = await startService();
    const parent = new HttpClient({ allow: [server.host] });
    const certified = parent.withCertificate({ ...client, certificateAuthority: authority.certificate });
    const broken = parent.withCertificate({ certificate: 'none', privateKey: 'none' });
    const request = { method: 'GET', url: new URL(server.url), headers: {}, deadlineAt: performance.now() + 5000 } as const;
    expect(await certified.exchange(request)).toMatchObject({ status: 200 });
    await expect(broken.exchange(request)).rejects.toMatchObject({ code: 'invalid_settings' });

    await parent.close();

    for (const closed of [parent, certified]) {
      await expect(closed.exchange(request)).rejects.toMatchObject({ code: 'network' });
    }
    expect(server.received).toHaveLength(1);
  });
});

describe('a client certificate that is wrong', () => {
  const pemOf = (label: string) => `-----BEGIN ${label}-----\nY2FuYXJ5\n-----END ${label}-----\n`;

  it.each<[string, () => Credentials, string]>([
    ['no certificate', () => ({}), 'certificate'],
    ['a certificate that is none', () => ({ certificate: pemOf('CERTIFICATE') }), 'certificate'],
    ['an authority that is none', () => ({ certificateAuthority: 'canary' }), 'certificateAuthority'],
    ['a key that is none', () => ({ privateKey: pemOf('PRIVATE KEY') }), 'privateKey'],
    ['the key of another certificate', () => ({ privateKey: stranger.privateKey }), 'privateKey'],
    ['an encrypted key without its passphrase', () => ({ privateKey: encryptedKey }), 'privateKey'],
    ['a wrong passphrase', () => ({ privateKey: encryptedKey, passphrase: 'canary-wrong' }), 'privateKey'],
  ])('gives an error that names the field and shows nothing of it: %s', async (what, wrong, path) => {
    const server = await startServer((_received, response) => response.end());
    const credentials = what === 'no certificate' ? wrong() : { ...credentialsOf(client), ...wrong() };
    const { client: connection } = connectTo(server, { api: { authentication: none(), clientCertificate: true }, credentials });
    const error = await connection.send(get('/'), scope()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'invalid_settings', path });
    const shown = `${JSON.stringify(error)} ${error instanceof Error ? `${error.stack} ${error.cause}` : ''}`;
    expect(shown).not.toMatch(/canary|Y2FuYXJ5|PRIVATE KEY/);
    expect(server.contacts).toBe(0);
  });

  it('is told by the token endpoint in the same words', async () => {
    const server = await startService();
    const authentication = oauth2({ grant: 'clientCredentials', tokenUrl: `${server.url}/token` });
    const credentials = { ...credentialsOf(client), privateKey: 'canary', clientId: 'id', clientSecret: 'secret' };
    const { client: connection } = connectTo(server, { api: { authentication, clientCertificate: true }, credentials });
    await expect(connection.test(scope())).rejects.toMatchObject({ code: 'invalid_settings', path: 'privateKey' });
  });

  it('is refused by a service that does not know its authority', async () => {
    const server = await startService();
    const api = { authentication: none(), clientCertificate: true };
    const { client: connection } = connectTo(server, { api, credentials: credentialsOf(stranger) });
    const hint = expect.stringContaining('may not accept the client certificate');
    await expect(connection.send(get('/'), scope())).rejects.toMatchObject({ code: 'network', message: hint });
    expect(server.received).toEqual([]);

    const authentication = oauth2({ grant: 'clientCredentials', tokenUrl: `${server.url}/token` });
    const credentials = credentialsOf(stranger, { clientId: 'id', clientSecret: 'secret' });
    const { client: second } = connectTo(server, { api: { authentication, clientCertificate: true }, credentials });
    await expect(second.test(scope())).rejects.toMatchObject({ code: 'network', message: hint });
    expect(server.received).toEqual([]);
  });

  it.each([
    ...['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA'],
    ...['ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_EXPIRED', 'ERR_SSL_TLSV1_ALERT_ACCESS_DENIED'],
  ])('is a matter of the sign-in where the service says so: %s', (code) => {
    const fault = Object.assign(new Error('alert'), { code });
    const exchange = { method: 'GET', url: new URL('https://example.com/'), headers: {}, deadlineAt: 0 } as const;
    expect(toTypedError(fault, exchange)).toMatchObject({ code: 'sign_in_failed', message: expect.stringContaining(code) });
  });

  it('is no matter of the sign-in where the handshake fails otherwise', () => {
    const fault = Object.assign(new Error('alert'), { code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' });
    const exchange = { method: 'GET', url: new URL('https://example.com/'), headers: {}, deadlineAt: 0 } as const;
    expect(toTypedError(fault, exchange)).toMatchObject({ code: 'network' });
  });
});
