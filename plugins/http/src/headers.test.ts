import { describe, expect, it } from 'vitest';
import { HeaderFields, readHeaderLines } from './headers.ts';

/** What is said of one header, with its name before it. */
function complaintAbout(headers: Record<string, string>): string | undefined {
  const issue = HeaderFields.safeParse(headers).error?.issues[0];
  return issue && `${issue.path.join('.')}: ${issue.message}`;
}

describe('HeaderFields', () => {
  it.each([{ 'X-Trace': '' }, { Accept: 'text/csv' }, { Cookie: 'a=1' }, { 'X-Name': 'J\u00fcrgen\tA' }])(
    'takes %j',
    (headers) => {
      expect(HeaderFields.parse(headers)).toEqual(headers);
    },
  );

  it.each(['Host', 'CONTENT-LENGTH', 'transfer-encoding', 'Connection', 'Upgrade', 'TE', 'traceparent'])('refuses %s', (name) => {
    expect(complaintAbout({ [name]: '1' })).toMatch(new RegExp(`^${name}: .* Leave it out$`));
  });

  it.each(['Authorization', 'proxy-authorization'])('leaves %s to the connection, and does not repeat its value', (name) => {
    const complaint = complaintAbout({ [name]: 'Bearer secret-of-ada' });
    expect(complaint).toContain('credentials of the connection');
    expect(complaint).not.toContain('secret-of-ada');
  });

  it.each(['a\r\nX-Evil: 1', 'a\nb', 'a\u0000', '\u20ac'])('refuses the value %j', (value) => {
    const complaint = complaintAbout({ 'X-Note': value });
    expect(complaint).toContain('line break or another character');
    expect(complaint).not.toContain('Evil');
  });

  it.each(['X-Evil: 1\r\nX', 'X Note', '', 'X:', 'J\u00fcrgen'])('refuses the name %j', (name) => {
    expect(complaintAbout({ [name]: '1' })).toContain('is not the name of a header');
  });

  it('refuses a name that is there twice', () => {
    expect(complaintAbout({ 'X-Note': '1', 'x-note': '2' })).toContain('is there twice');
  });
});

describe('readHeaderLines', () => {
  it('reads one header from each line', () => {
    expect(readHeaderLines('Api-Version: 2026-01\r\n\n  X-Time:  12:30 ')).toEqual({
      'api-version': '2026-01',
      'x-time': '12:30',
    });
  });
});
