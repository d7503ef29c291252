import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { plugins, root } from './packages.ts';

const schema = readJson('packages/sdk/dist/manifest.schema.json');
const ajv = new Ajv2020({ allErrors: true });

describe('The published schema of a manifest', () => {
  it('is valid JSON Schema 2020-12', () => {
    expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema' });
    expect(ajv.validateSchema(schema)).toBe(true);
    expect(ajv.errors ?? []).toEqual([]);
  });

  it.each(plugins)('accepts what the build of $folder wrote', ({ folder, manifest }) => {
    ajv.validate(schema, readJson(join(folder, manifest.mortise?.manifest ?? '')));
    expect(ajv.errors ?? []).toEqual([]);
  });

  it('refuses a manifest without actions', () => {
    expect(ajv.validate(schema, { manifestVersion: 1, sdk: '^1.0.0' })).toBe(false);
  });
});

function readJson(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}
