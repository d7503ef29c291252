import { describe, expect, it } from 'vitest';
import { pathProblem } from './path-problem.ts';

describe('pathProblem', () => {
  it.each([
    '',
    '/',
    '/orders',
    '/users/@me',
    '/a.b/..c/...',
    '?page=2',
    '/orders?at=..%2F..',
    '/search?next=https://a.example/',
    '/files/..hidden%2Fa',
    '/a;v=1/b',
    '/%252F',
  ])('takes %j', (path) => {
    expect(pathProblem(path)).toBeUndefined();
  });

  it.each([
    ['https://evil.example/orders', 'not an address'],
    ['HTTP://evil.example', 'not an address'],
    ['https:/evil.example', 'not an address'],
    ['javascript:alert(1)', 'not an address'],
    ['//evil.example/orders', 'another host'],
    ['/\\evil.example', 'backslash'],
    ['\\\\evil.example', 'backslash'],
    ['@evil.example/orders', 'begin with "/"'],
    [':8080/orders', 'begin with "/"'],
    ['.evil.example/orders', 'begin with "/"'],
    ['orders', 'begin with "/"'],
    ['/orders#1', '"#"'],
    ['/or ders', 'spaces'],
    ['/orders\r\nX-Evil: 1', 'line breaks'],
    ['/orders\u0000', 'control characters'],
    ['/v1/../admin', '".."'],
    ['/v1/%2e%2E/admin', '".."'],
    ['/v1/.', '".."'],
    ['/..%2fadmin', '".."'],
    ['/v1%2F..%2fadmin', '".."'],
    ['/..;/admin', '".."'],
    ['/..;v=1/admin', '".."'],
    ['/..%3B/admin', '".."'],
    ['/..%5Cadmin', '".."'],
    ['/..%00/admin', '".."'],
    ['/%252e%252e/admin', '".."'],
    ['/%25252e%25252e%25252fadmin', '".."'],
  ])('refuses %j', (path, reason) => {
    expect(pathProblem(path)).toContain(reason);
  });
});
