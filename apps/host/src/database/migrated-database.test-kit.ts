import { randomBytes } from 'node:crypto';
import { Kysely } from 'kysely';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from './migrations.ts';
import { postgresDialect } from './postgres.ts';
import type { Tables } from './tables.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly migratedDatabase: string;
  }
}

const server = process.env['MORTISE_TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';

/** Before all tests: a PostgreSQL database with all tables, so that those of the tests are copies of it. */
export default async function setup({ provide }: TestProject) {
  const name = newName();
  await administer(`CREATE DATABASE ${name}`);
  const database = new Kysely<Tables>({ dialect: await postgresDialect(addressOf(name), () => undefined) });
  await migrate(database);
  await database.destroy();
  provide('migratedDatabase', name);
  return () => administer(`DROP DATABASE ${name} WITH (FORCE)`);
}

export function newName(): string {
  return `mortise_host_${randomBytes(6).toString('hex')}`;
}

export function addressOf(name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

export async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement);
  await client.end();
}
