import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jsonSchemas } from './json-schemas.ts';

const folder = new URL('../../schemas/', import.meta.url);

describe('The shipped JSON Schemas', () => {
  it('are those of this version: run `pnpm run schemas` after a change', () => {
    const shipped = readdirSync(folder).map((name) => [name, JSON.parse(readFileSync(new URL(name, folder), 'utf8'))]);
    expect(Object.fromEntries(shipped)).toEqual(JSON.parse(JSON.stringify(jsonSchemas())));
  });

  it('allow keys that a later version adds', () => {
    expect(JSON.stringify(jsonSchemas())).not.toContain('"additionalProperties":false');
  });
});
