import { PostgresDialect } from 'kysely';
import { ConfigurationError } from '../configuration/configuration-error.ts';

/** Loads the driver only where it is used. Throws a ConfigurationError where the database cannot be reached. */
export async function postgresDialect(url: string, onIdleError: (error: Error) => void): Promise<PostgresDialect> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 5000 });
  pool.on('error', onIdleError);
  // A connection that breaks while it is used fails the query too, which is where it is dealt with. Without anybody who listens
  // it would end the process as well.
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    (await pool.connect()).release();
  } catch (cause) {
    await pool.end();
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no answer';
    throw new ConfigurationError(
      `MORTISE_DATABASE_URL: the database cannot be used (${reason}). Check address, user and password.`,
      {
        cause,
      },
    );
  }
  return new PostgresDialect({ pool });
}
