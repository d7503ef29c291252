import { afterAll, inject, onTestFinished } from 'vitest';
import { addressOf, administer, newName } from './migrated-database.test-kit.ts';

const dropping: Promise<void>[] = [];
afterAll(() => Promise.all(dropping));

/** A PostgreSQL database of its own with all tables, dropped after the test while the next one begins. */
export async function postgresDatabase(): Promise<string> {
  const name = newName();
  await administer(`CREATE DATABASE ${name} TEMPLATE ${inject('migratedDatabase')}`);
  onTestFinished(() => void dropping.push(administer(`DROP DATABASE ${name} WITH (FORCE)`)));
  return addressOf(name);
}
