import { describe, expect, it } from 'vitest';
import { connectTo, scope } from '../../test/local-connection.ts';
import { startServer } from '../../test/local-server.ts';
import { encodeMultipart, type MultipartFields } from './multipart.ts';
import { post } from './request.ts';

/** Reads a form with the parser of the platform, which knows nothing of ours. */
function parse(fields: MultipartFields): Promise<FormData> {
  const { contentType, body } = encodeMultipart(fields);
  return new Response(Buffer.from(body), { headers: { 'content-type': contentType } }).formData();
}

async function fileIn(form: FormData, name: string): Promise<{ name: string; type: string; bytes: Uint8Array }> {
  const file = form.get(name);
  if (!(file instanceof File)) throw new TypeError(`${name} is not a file.`);
  return { name: file.name, type: file.type, bytes: new Uint8Array(await file.arrayBuffer()) };
}

const everyByte = Uint8Array.from({ length: 256 }, (_, index) => index);

describe('encodeMultipart', () => {
  it('writes fields and files that another parser reads back, byte by byte', async () => {
    const form = await parse({
      title: 'Rechnung č. 1',
      count: 3,
      paid: false,
      left: undefined,
      out: null,
      tags: ['a', 'b'],
      invoice: { content: everyByte, filename: 'účet.pdf', contentType: 'application/pdf' },
      note: { content: 'žluť', filename: 'note.txt' },
      raw: { content: new Uint8Array(), filename: 'empty' },
    });
    expect([...form.keys()]).toEqual(['title', 'count', 'paid', 'tags', 'tags', 'invoice', 'note', 'raw']);
    expect([form.get('title'), form.get('count'), form.get('paid'), form.getAll('tags')]).toEqual([
      'Rechnung č. 1',
      '3',
      'false',
      ['a', 'b'],
    ]);
    expect(await fileIn(form, 'invoice')).toEqual({ name: 'účet.pdf', type: 'application/pdf', bytes: everyByte });
    expect(await fileIn(form, 'note')).toMatchObject({
      type: 'text/plain; charset=utf-8',
      bytes: new Uint8Array(Buffer.from('žluť')),
    });
    expect(await fileIn(form, 'raw')).toEqual({ name: 'empty', type: 'application/octet-stream', bytes: new Uint8Array() });
  });

  it('takes a part of a larger buffer for what it is', async () => {
    const form = await parse({ file: { content: everyByte.subarray(10, 13), filename: 'part' } });
    expect((await fileIn(form, 'file')).bytes).toEqual(Uint8Array.of(10, 11, 12));
  });

  it.each(['a"; filename="evil.sh', 'a\r\nX-Evil: 1\r\n\r\nbody', 'a\nb', '"', 'a\\', '../../etc/passwd'])(
    'lets the name %j add no header and no parameter',
    async (name) => {
      const form = await parse({ [name]: 'value', file: { content: 'x', filename: name } });
      expect([...form.keys()]).toEqual([name, 'file']);
      expect(form.get(name)).toBe('value');
      expect((await fileIn(form, 'file')).name).toBe(name);
    },
  );

  it('keeps content that looks like a boundary apart', async () => {
    const first = encodeMultipart({ a: 'b' });
    const boundary = first.contentType.split('boundary=')[1];
    const content = `\r\n--${boundary}\r\nContent-Disposition: form-data; name="evil"\r\n\r\n1\r\n--${boundary}--\r\n`;
    const form = await parse({ a: content });
    expect([...form]).toEqual([['a', content]]);
  });

  it('gives the same bytes for the same content, and another boundary for another', () => {
    expect(encodeMultipart({ a: 'b' })).toEqual(encodeMultipart({ a: 'b' }));
    expect(encodeMultipart({ a: 'b' }).contentType).not.toBe(encodeMultipart({ a: 'c' }).contentType);
  });

  it('refuses a content type that would add a header', () => {
    const file = { content: 'x', filename: 'x', contentType: 'text/plain\r\nX-Evil: 1' };
    expect(() => encodeMultipart({ file })).toThrow(expect.objectContaining({ code: 'invalid_request' }));
  });

  it('writes a form of nothing', async () => {
    expect(Buffer.from(encodeMultipart({}).body).toString()).toMatch(/^--mortise-\w+--\r\n$/);
  });
});

describe('a request with `multipart`', () => {
  it('arrives with its length and its type', async () => {
    const server = await startServer((_request, response) => response.end());
    await connectTo(server).client.send(post('/upload', { multipart: { file: { content: 'abc', filename: 'a' } } }), scope());
    const [request] = server.received;
    expect(request?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=mortise-[0-9a-f]{40}$/);
    expect(request?.headers['content-length']).toBe(String(request?.body.length));
    expect(request?.headers['transfer-encoding']).toBeUndefined();
  });

  it('names its type itself', () => {
    const options = { multipart: { a: 'b' }, headers: { 'Content-Type': 'multipart/form-data' } };
    expect(() => post('/', options)).toThrow(expect.objectContaining({ code: 'invalid_request' }));
  });
});
