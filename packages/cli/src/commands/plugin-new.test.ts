import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder, mortise, schemaProblems } from '../mortise.test-kit.ts';

const schema = 'type Query { customer(id: ID!): Customer orders: [String!]! } type Customer { id: ID! name: String }';

describe('mortise plugin new', { timeout: 30_000 }, () => {
  it('writes a plugin into a folder of its name and says how to go on', async () => {
    const cwd = await makeFolder();

    const { stdout, stderr, exitCode } = await mortise(['plugin', 'new', 'acme'], { cwd });

    expect(exitCode).toBe(0);
    expect(stdout.split('\n')).toContain('acme/src/connectors/get-item.ts');
    expect(stderr).toBe('next  cd acme && pnpm install && pnpm test\n');
    expect(await readFile(join(cwd, 'acme/src/acme.application.ts'), 'utf8')).toContain('class Acme extends Application');
  });

  it('writes connectors from a description, and answers in JSON', async () => {
    const cwd = await makeFolder();
    await writeFile(join(cwd, 'schema.graphql'), schema);

    const { stdout } = await mortise(
      ['plugin', 'new', 'acme', '--graphql', 'schema.graphql', '--operations', 'customer', '--json'],
      {
        cwd,
      },
    );

    expect(schemaProblems('plugin-new', stdout)).toBeUndefined();
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      data: { packageName: 'mortise-plugin-acme', actions: ['get-customer'] },
    });
    expect(existsSync(join(cwd, 'acme/src/connectors/get-customer.test.ts'))).toBe(true);
  });

  it.each([
    [['plugin', 'new', '../acme'], 'cannot be the name of a plugin'],
    [['plugin', 'new', 'acme', '--openapi', 'missing.yaml'], 'missing.yaml cannot be read (ENOENT).'],
    [['plugin', 'new', 'acme', '--wsdl', 'a.wsdl', '--graphql', 'a.graphql'], 'from one description'],
    [['plugin', 'new', 'acme', '--all', '--operations', 'a'], 'not both'],
  ])('ends with 2 and writes nothing: %j', async (parameters, words) => {
    const cwd = await makeFolder();
    const { stderr, exitCode } = await mortise(parameters, { cwd });
    expect(stderr).toContain(words);
    expect(exitCode).toBe(2);
    expect(existsSync(join(cwd, 'acme'))).toBe(false);
  });

  it('does not write into a folder that is in use', async () => {
    const cwd = await makeFolder();
    await mortise(['plugin', 'new', 'acme'], { cwd });
    const { stderr, exitCode } = await mortise(['plugin', 'new', 'acme'], { cwd });
    expect(stderr).toContain('already');
    expect(exitCode).toBe(2);
  });
});
