import { describe, expect, it } from 'vitest';
import { withoutPaths } from './without-paths.ts';

describe('withoutPaths', () => {
  it.each([
    [
      "Cannot find module '/srv/hub/node_modules/acme/dist/a.js' imported from /srv/hub/b.js",
      "Cannot find module 'a.js' imported from b.js",
    ],
    ['at file:///srv/hub/index.js:3:1', 'at index.js:3:1'],
    ["open 'C:\\Users\\ada\\key.pem'", "open 'key.pem'"],
    ['https://api.example.com/v1/users failed', 'https://api.example.com/v1/users failed'],
    ['./dist/index.js and a/b stay', './dist/index.js and a/b stay'],
  ])('turns %j into %j', (text, clean) => {
    expect(withoutPaths(text)).toBe(clean);
  });
});
