import { describe, expect, it } from 'vitest';
import { readLink } from './link-header.ts';

describe('readLink', () => {
  it.each([
    ['<https://a.test/?page=2>; rel="next"', 'https://a.test/?page=2'],
    ['<https://a.test/1>; rel="prev", <https://a.test/3>; rel="next"', 'https://a.test/3'],
    ['<https://a.test/1>;rel=prev,<https://a.test/3>;rel=next', 'https://a.test/3'],
    ['<https://a.test/?a=1,2;b>; rel="next"', 'https://a.test/?a=1,2;b'],
    ['<2>; REL="NEXT"', '2'],
    ['<2>; rel="last next"', '2'],
    ['<2>; title="a, <b>; rel=\\"prev\\""; rel=next', '2'],
    ['<2> ; rel = "next" ; type="text/html"', '2'],
    ['<2>; rel="prev"; rel="next"', undefined],
    ['<2>; rel="nextish"', undefined],
    ['<2>; rel="next"; anchor="/other"', undefined],
    ['<2>', undefined],
    ['', undefined],
    ['<2; rel="next"', undefined],
    ['rel="next"', undefined],
    [', , <2>; rel=next', '2'],
    ['<2>; ; rel=next', '2'],
    ['<2>; title; rel=next', '2'],
    ["<2>; title*=UTF-8''n%c3%a4chste; rel=next", '2'],
    ['<>; rel=next', ''],
  ])('finds in %s the next page %j', (header, target) => {
    expect(readLink(header, 'next')).toBe(target);
  });

  it('reads a hostile header in no time', () => {
    const startedAt = performance.now();
    readLink(`<a>${'; title="'.repeat(20_000)}`, 'next');
    readLink('<'.repeat(200_000), 'next');
    readLink(`<a>${';'.repeat(200_000)}`, 'next');
    readLink(`<a>;${' '.repeat(200_000)}`, 'next');
    // One of them alone would take more than ten seconds if its length counted twice.
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
});
