import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { makeFolder, mortise } from '../mortise.test-kit.ts';

let server: Server | undefined;
let requests: IncomingMessage[] = [];

/** A server that is no Mortise host, or a bad one. */
async function serve(answer: RequestListener): Promise<string> {
  requests = [];
  server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

const emptyList: RequestListener = (_request, response) => response.setHeader('content-type', 'application/json').end('[]');

async function folderWithToken(): Promise<string> {
  const folder = await makeFolder();
  await mkdir(join(folder, '.mortise'));
  await writeFile(join(folder, '.mortise/admin.token'), 'from-the-folder\n');
  return folder;
}

describe('A host that is named', { timeout: 30_000 }, () => {
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  it('gets the token of the folder where it is on this machine', async () => {
    const address = await serve(emptyList);
    const { exitCode } = await mortise(['list', '--host', address], { cwd: await folderWithToken() });
    expect(requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer from-the-folder']);
    expect(exitCode).toBe(0);
  });

  it('does not get that token where it may be another machine', async () => {
    const address = (await serve(emptyList)).replace('127.0.0.1', '0.0.0.0');
    const { stderr } = await mortise(['list', '--host', address], { cwd: await folderWithToken() });
    expect(requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    expect(stderr).toContain('is not encrypted');
  });

  it('gets MORTISE_TOKEN before any other', async () => {
    const address = await serve(emptyList);
    const env = { MORTISE_TOKEN: 'from-the-environment', MORTISE_ADMIN_TOKEN: 'another' };
    await mortise(['list', '--host', `${address}/`], { cwd: await folderWithToken(), env });
    expect(requests.map(({ headers, url }) => [headers.authorization, url])).toEqual([
      ['Bearer from-the-environment', '/api/plugins'],
    ]);
  });

  it('is found by the address that was noted when it started', async () => {
    const folder = await folderWithToken();
    await writeFile(join(folder, '.mortise/address'), await serve(emptyList));
    expect((await mortise(['list'], { cwd: folder })).exitCode).toBe(0);
  });

  it('is warned about where the way to it is not encrypted', async () => {
    const { stderr } = await mortise(['list', '--host', 'http://mortise.invalid'], { cwd: await folderWithToken() });
    expect(stderr).toContain('warning  http://mortise.invalid is not encrypted');
  });

  it.each([
    ['a web page', 200, 'text/html', '<html></html>'],
    ['an error of another kind', 404, 'application/json', '{"error":"nope"}'],
    ['something else', 200, 'application/json', '[{"name":1}]'],
  ])('is no host where it answers with %s', async (_name, status, type, body) => {
    const address = await serve((_request, response) => response.writeHead(status, { 'content-type': type }).end(body));
    const { stderr, exitCode } = await mortise(['list', '--host', address]);
    expect(stderr).toContain('That does not answer like a Mortise host of this version');
    expect(exitCode).toBe(1);
  });

  it('cannot send the token elsewhere', async () => {
    const address = await serve(({ url }, response) => {
      response.writeHead(url === '/stolen' ? 200 : 307, { location: '/stolen' }).end('[]');
    });
    const { exitCode } = await mortise(['list', '--host', address], { env: { MORTISE_TOKEN: 'secret' } });
    expect(requests).toHaveLength(1);
    expect(exitCode).toBe(6);
  });
});
