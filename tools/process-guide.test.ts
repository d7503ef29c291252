import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { root } from './packages.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const fits = new Ajv2020({ strict: false }).compile(JSON.parse(read('apps/host/process.schema.json')));
const examplesOf = (path: string) => [...read(path).matchAll(/```json\n(.*?)```/gs)].map(([, json = '']) => json);
const examples = [...examplesOf('docs/processes.md'), ...examplesOf('README.md')];

describe('The guide to processes, and the README', () => {
  it.each(examples)('have an example that fits the schema: %s', (json) => {
    fits({ title: 'A piece', ...JSON.parse(json) });
    expect(fits.errors).toBeNull();
  });

  it('begin with a whole process', () => {
    expect(JSON.parse(examples[0] ?? '')).toHaveProperty('title');
  });

  it('would notice an example that does not fit', () => {
    expect(fits({ title: 'A piece', steps: { check: { kind: 'action', retries: 3 } } })).toBe(false);
  });

  it('are about a schema that the process of the first run fits, too', () => {
    fits(JSON.parse(read('examples/first-run/processes/invoices.process.json')));
    expect(fits.errors).toBeNull();
  });
});
