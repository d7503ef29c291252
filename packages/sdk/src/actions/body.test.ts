import { describe, expect, it } from 'vitest';
import { readBody } from './body.ts';

function answer(body: Uint8Array | string, contentType = 'application/json') {
  return { status: 200, url: 'https://api.example/', headers: { 'content-type': contentType }, body: Buffer.from(body) };
}

describe('the body of an answer', () => {
  it('keeps an id that is too long for a number as text', () => {
    expect(readBody(answer('{"id":12345678901234567890,"price":12.5}'))).toEqual({ id: '12345678901234567890', price: 12.5 });
  });

  it.each([
    ['text/csv; charset=ISO-8859-1', Buffer.from('Zoë', 'latin1')],
    ['text/plain;charset="utf-16le"', Buffer.from('Zoë', 'utf16le')],
    ['text/plain; charset=of-our-own', Buffer.from('Zoë')],
    ['text/plain', Buffer.from('\uFEFFZoë')],
  ])('is read in the charset that it names: %s', (contentType, body) => {
    expect(readBody(answer(body, contentType))).toBe('Zoë');
  });

  it('reads JSON in that charset too', () => {
    expect(readBody(answer(Buffer.from('{"name":"Zoë"}', 'latin1'), 'application/json; charset=iso-8859-1'))).toEqual({
      name: 'Zoë',
    });
  });

  it('is refused where its bytes are no text, rather than changed', () => {
    expect(() => readBody(answer(Buffer.from([0x25, 0x50, 0xff, 0xfe]), 'application/pdf'))).toThrow(
      'The service answered 200 with bytes that are no text in utf-8. For a file, extend DownloadConnector.',
    );
  });
});
