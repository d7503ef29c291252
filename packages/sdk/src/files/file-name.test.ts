import { describe, expect, it } from 'vitest';
import { readFileName, safeName } from './file-name.ts';

describe('readFileName', () => {
  it.each([
    ['attachment; filename="report.pdf"', 'report.pdf'],
    ['attachment; filename=report.pdf', 'report.pdf'],
    ['inline;FILENAME="a b.txt"', 'a b.txt'],
    ['attachment; filename="plain.txt"; filename*=UTF-8\'\'na%C3%AFve%20file.txt', 'naïve file.txt'],
    ["attachment; filename*=iso-8859-1'en'%A3%20rates.csv", '£ rates.csv'],
    ['attachment; filename*=UTF-8\'\'%E0%A4%A; filename="fallback.txt"', 'fallback.txt'],
    ["attachment; filename*=koi8-r''%C1; filename=known.txt", 'known.txt'],
    ['attachment; filename="say \\"hi\\".txt"', 'say _hi_.txt'],
    [`attachment; filename="${Buffer.from('účet.pdf').toString('latin1')}"`, 'účet.pdf'],
    ['attachment; filename="caf\xe9.txt"', 'café.txt'],
    ['attachment; filename="../../etc/passwd"', 'passwd'],
    ['attachment; filename="..\\\\..\\\\windows\\\\system.ini"', 'system.ini'],
    ["attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd", 'passwd'],
    ["attachment; filename*=UTF-8''a%0D%0AX-Evil%3A%201.txt", 'aX-Evil_ 1.txt'],
    ["attachment; filename*=UTF-8''evil%E2%80%AEfdp.exe", 'evilfdp.exe'],
    ["attachment; filename*=UTF-8''nul%00.txt", '_nul.txt'],
    ['attachment; filename="CON"', '_CON'],
    ['attachment; filename=".htaccess"', 'htaccess'],
    ['attachment; filename="a:b|c?.txt. "', 'a_b_c_.txt'],
    ['attachment; filename=".."', 'from-address.bin'],
    ['attachment; filename=""', 'from-address.bin'],
    ['attachment', 'from-address.bin'],
    [undefined, 'from-address.bin'],
  ])('reads %j as %s', (disposition, name) => {
    expect(readFileName(disposition, 'https://a.test/files/from-address.bin?token=secret')).toBe(name);
  });

  it.each([
    ['https://a.test/x/na%C3%AFve.txt/', 'naïve.txt'],
    ['https://a.test/..%2F..%2Fetc%2Fpasswd', 'passwd'],
    ['https://a.test/%E0%A4%A', 'file'],
    ['https://a.test/', 'file'],
    ['no address', 'file'],
    [undefined, 'file'],
  ])('takes the end of %j where the service names none', (url, name) => {
    expect(readFileName(undefined, url)).toBe(name);
  });
});

describe('safeName', () => {
  it('keeps the ending of a name that is too long', () => {
    const name = safeName(`${'ž'.repeat(300)}.pdf`);
    expect(Buffer.byteLength(name ?? '')).toBeLessThanOrEqual(200);
    expect(name).toMatch(/^ž+\.pdf$/);
    const emoji = safeName(`a${'😀'.repeat(300)}`);
    expect(emoji).toMatch(/^a(?:😀)+$/u);
  });

  it('reads a hostile name in no time', () => {
    const startedAt = performance.now();
    readFileName(`attachment; filename="${'\\'.repeat(50_000)}`, undefined);
    readFileName(`;${' '.repeat(50_000)}`, undefined);
    safeName('. '.repeat(50_000));
    safeName(`a${'. '.repeat(50_000)}a`);
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});
