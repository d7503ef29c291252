import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Redactor } from './redactor.ts';

const secret = 'c4n4ry/+ "ö"&token=';

function redactorOf(...secrets: string[]): Redactor {
  const redactor = new Redactor();
  redactor.add(...secrets);
  return redactor;
}

describe('Redactor', () => {
  it.each([
    ['as it is', secret],
    ['in capitals', secret.toUpperCase().replace('Ö', 'ö')],
    ['in a URL', encodeURIComponent(secret)],
    ['in a URL, in lower case', encodeURIComponent(secret).toLowerCase()],
    ['encoded twice', encodeURIComponent(encodeURIComponent(secret))],
    ['in a form', new URLSearchParams({ key: secret }).toString().slice(4)],
    ['in JSON', JSON.stringify(secret).slice(1, -1)],
    ['in HTML', secret.replaceAll('"', '&#34;').replaceAll('&token', '&#38;token')],
    ['as hexadecimal digits', Buffer.from(secret).toString('hex').toUpperCase()],
    ['as base64', Buffer.from(secret).toString('base64')],
    ['as base64url', Buffer.from(secret).toString('base64url')],
  ])('hides a secret %s', (_form, written) => {
    expect(redactorOf(secret).redact(`before ${written} after`)).toMatch(/^before \[redacted\][=]* after$/);
  });

  const awkward = `k3y'!()*~&<‹">/é\\ +=.`;
  const php = JSON.stringify(awkward).slice(1, -1).replaceAll('/', String.raw`\/`);
  it.each([
    ['in a query', new URL(`https://host/?key=${encodeURIComponent(awkward)}`).search.slice(5)],
    ['in a query, as it is', new URL(`https://host/?key=${awkward}`).search.slice(5)],
    ['in a path', new URL(`https://host/${encodeURIComponent(awkward)}`).pathname.slice(1)],
    ['in a path, as it is', new URL(`https://host/${awkward}`).pathname.slice(1)],
    ['in a form', new URLSearchParams({ key: awkward }).toString().slice(4)],
    ['in a form, with %20', new URLSearchParams({ key: awkward }).toString().slice(4).replaceAll('+', '%20')],
    ['in a signature', encodeURIComponent(awkward).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)],
    ['in JSON with \\/', php],
    ['in JSON of ASCII', php.replace('‹', String.raw`\u2039`).replace('é', String.raw`\u00E9`)],
    [
      'in JSON of Go',
      JSON.stringify(awkward)
        .slice(1, -1)
        .replace(/[&<>]/g, (c) => String.raw`\u00${c.charCodeAt(0).toString(16)}`),
    ],
    ['in JSON within JSON', JSON.stringify(JSON.stringify(awkward)).slice(3, -3)],
    ...["'", '&#39;', '&#039;', '&#x27;'].map((apostrophe) => [
      `in HTML with ${apostrophe}`,
      awkward.replaceAll('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;').replace('"', '&quot;').replace("'", apostrophe),
    ]),
  ])('hides a secret of awkward characters %s', (_form, written = '') => {
    expect(redactorOf(awkward).redact(`before ${written} after`)).toBe('before [redacted] after');
  });

  it('takes nothing for a form that is only what an address leaves of a secret', () => {
    expect(redactorOf('/../../abcd', 'a\n\n\nb').redact('abcd, bcd, ab')).toBe('abcd, bcd, ab');
  });

  it('hides a secret inside longer base64, wherever it stands there', () => {
    for (const user of ['', 'a', 'ab', 'abc', 'ada@example.com']) {
      const header = Buffer.from(`${user}:${secret}:more`).toString('base64');
      const shown = redactorOf(secret).redact(header);
      expect(shown).toContain('[redacted]');
      expect(Buffer.from(shown.replaceAll('[redacted]', ''), 'base64').toString()).not.toContain('c4n4ry');
    }
  });

  it('lets one mask stand for secrets that overlap or hold each other', () => {
    expect(redactorOf('abcdef', 'defghi').redact('x abcdefghi y')).toBe('x [redacted] y');
    expect(redactorOf('abcd', 'abcdefgh').redact('x abcdefgh y')).toBe('x [redacted] y');
    expect(redactorOf('aaaa').redact('x aaaaaa y')).toBe('x [redacted] y');
  });

  it('shows nothing of a secret that stands across the end of what is kept', () => {
    const redactor = redactorOf('abcdefgh', 'ghijkl');
    expect(redactor.redact('x abcdefgh y', 5)).toBe('x [re');
    expect(redactor.redact('abcdefgh abcdefgh abcdefgh', 20)).toBe('[redacted] [redacted');
    expect(redactor.redact('xxxxx abcdefghijkl', 7)).toBe('xxxxx [');
    expect(redactor.redact('xx abcdefgh', 3)).toBe('xx ');
    expect(redactor.redact('short', 9)).toBe('short');
  });

  it('leaves short values and other text alone', () => {
    const redactor = redactorOf('abc', '');
    redactor.add(undefined);
    redactor.addToken(undefined);
    expect(redactor.redact('abc, and İstanbul too')).toBe('abc, and İstanbul too');
  });

  it('takes a secret that is no well-formed Unicode', () => {
    expect(redactorOf('half\ud83d').redact('half\ud83d, half')).toBe('[redacted], half');
  });

  it('remembers the last few tokens and forgets older ones, so that it does not grow for ever', () => {
    const redactor = redactorOf('password');
    for (let number = 100; number < 200; number++) redactor.addToken(`token-${number}`);
    expect(redactor.redact('token-199 token-198 password')).toBe('[redacted] [redacted] [redacted]');
    expect(redactor.redact('token-100')).toBe('token-100');
  });

  it('lets no secret through, whatever stands around it', () => {
    const secrets = fc.array(fc.stringMatching(/^[0-9#!%]{4,12}$/), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(secrets, fc.array(fc.string(), { minLength: 1, maxLength: 4 }), (values, between) => {
        const shown = redactorOf(...values).redact(
          between.flatMap((text, index) => [text, values[index % values.length]]).join(''),
        );
        for (const value of values) expect(shown).not.toContain(value);
      }),
    );
  });
});
