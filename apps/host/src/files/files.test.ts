import { mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { hostIn, testHost } from '../host.test-kit.ts';
import { createProject } from '../project.test-kit.ts';
import { newTenant } from '../tenants/tenant.test-kit.ts';

const Reference = z.object({ id: z.string(), name: z.string(), contentType: z.string(), size: z.number(), sha256: z.string() });
const Called = z.object({ output: z.unknown() });

async function startService(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('The server does not listen on a port.');
  return `http://127.0.0.1:${address.port}`;
}

const run =
  'return input.file ? [...(await context.readFile(input.file))] : context.download(get(input.path), { maxBytes: 10 });';
const bytes = Buffer.of(0, 255, 128);

async function hostWithFile(runner: 'inline' | 'process') {
  const url = await startService((request, response) => {
    response.setHeader('content-type', 'text/html');
    response.setHeader('content-disposition', `attachment; filename*=UTF-8''..%2F%C3%BA%C4%8Det.html`);
    // Without a length that announces it, so that it shows on the way.
    if (request.url === '/large') response.write('x'.repeat(11));
    response.end(request.url === '/large' ? 'x' : bytes);
  });
  const test = await testHost({ plugins: [{ application: 'shop', run }], runner });
  const connection = await test.connect('shop', 'mine', { url });
  const call = (input: object) => test.call('shop.run', { input, connection, maxAttempts: 1 });
  const folder = join(test.project.directory, '.mortise', 'files', 'default');
  return { ...test, call, folder };
}

describe.each(['inline', 'process'] as const)('a file that an action downloads (%s)', (runner) => {
  it('is kept for the owner of the host, and given out as an attachment', async () => {
    const { call, ask, folder } = await hostWithFile(runner);
    const reference = Reference.parse(Called.parse((await call({ path: '/file' })).body).output);
    expect(reference).toMatchObject({ name: 'účet.html', contentType: 'text/html', size: 3 });
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await readdir(folder)).sort()).toEqual([reference.id, `${reference.id}.json`]);

    const answer = await ask('GET', `/api/files/${reference.id}`);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/html',
      'content-length': '3',
      'content-disposition': `attachment; filename="__et.html"; filename*=UTF-8''%C3%BA%C4%8Det.html`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
    expect((await call({ file: reference })).body).toMatchObject({ output: [...bytes] });
  });

  it('is not kept where it is too large', async () => {
    const { call, folder } = await hostWithFile(runner);
    expect(await call({ path: '/large' })).toMatchObject({ status: 502, body: { code: 'response_too_large' } });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('GET /api/files/:id', () => {
  it('gives every byte', async () => {
    const { call, host } = await hostWithFile('inline');
    const { id } = Reference.parse(Called.parse((await call({ path: '/file' })).body).output);
    const headers = { authorization: `Bearer ${host.adminToken}` };
    const answer = await fetch(`${host.url}/api/files/${id}`, { headers });
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it('needs a token', async () => {
    const { call, host } = await hostWithFile('inline');
    const { id } = Reference.parse(Called.parse((await call({ path: '/file' })).body).output);
    expect((await fetch(`${host.url}/api/files/${id}`)).status).toBe(401);
  });

  it.each(['0'.repeat(32), 'nonsense', '..%2Fadmin-token', '%2e%2e%2fkey', '0'.repeat(150)])('knows no file %s', async (id) => {
    const { ask } = await testHost();
    expect(await ask('GET', `/api/files/${id}`)).toMatchObject({ status: 404, body: { code: 'file_not_found' } });
  });
});

describe('a file of another tenant', () => {
  it('is given to nobody, and read by no action', async () => {
    const { call, ask } = await hostWithFile('inline');
    const reference = Reference.parse(Called.parse((await call({ path: '/file' })).body).output);
    const tenant = await newTenant({ ask }, 'Other');
    const values = { url: 'http://127.0.0.1:1' };
    await tenant.ask('POST', '/api/connections', { body: { application: 'shop', name: 'mine', values } });

    for (const id of [reference.id, '0'.repeat(32)])
      expect(await tenant.ask('GET', `/api/files/${id}`)).toMatchObject({ status: 404, body: { code: 'file_not_found' } });
    const body = { input: { file: reference }, connection: 'mine', maxAttempts: 1 };
    expect((await tenant.ask('POST', '/api/actions/shop.run/call', { body })).body).toMatchObject({ code: 'file_not_found' });
    expect((await ask('GET', `/api/files/${reference.id}`)).status).toBe(200);
  });
});

describe('the files of a host', () => {
  it('are swept at the start, where they are older than a day', async () => {
    const project = await createProject();
    onTestFinished(() => project.delete());
    const folder = join(project.directory, '.mortise', 'files', 'a-tenant');
    await mkdir(folder, { recursive: true });
    const [old, fresh] = ['a'.repeat(32), 'b'.repeat(32)];
    for (const [id, hours] of [
      [old, 25],
      [fresh, 23],
    ] as const) {
      for (const name of [id, `${id}.json`]) {
        await writeFile(join(folder, name), '{}');
        const at = Date.now() / 1000 - hours * 3600;
        await utimes(join(folder, name), at, at);
      }
    }
    const { log } = await hostIn(project);
    expect((await readdir(folder)).sort()).toEqual([fresh, `${fresh}.json`]);
    expect(log()).toContainEqual(expect.objectContaining({ msg: 'files removed', files: 1 }));
  });
});
