import type { ConnectionView } from '../connections/connection-view.ts';
import type { Draft } from './install-draft.ts';
import type { InstallRow } from './install-store.ts';

/** An application that is installed for a user: what is filled in so far, then a connection. */
export interface Install {
  readonly id: string;
  readonly application: string;
  readonly user: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Absent where the connection was not made by a platform. */
  readonly row: InstallRow | undefined;
  readonly connection: ConnectionView | undefined;
  /** Empty once there is a connection. */
  readonly draft: Draft;
}

/** An install in a list. */
export interface InstallLine {
  readonly id: string;
  readonly user: string;
  readonly key: string;
  /** The name under which the platform knows this worker, where it says so. */
  readonly sdk?: string;
  readonly enabled: boolean;
  readonly deleted: false;
  readonly nonEncryptedSettings: object;
  readonly created: string;
  readonly update: string;
  readonly expires: string | null;
}

/** A connection that a platform has not installed is as good as enabled: nobody has said otherwise. */
export function isEnabled({ row }: Pick<Install, 'row'>): boolean {
  return row === undefined || row.enabled === 1;
}

/** As on a platform's own workers: whether everything is there that a call needs. */
export function isAuthorized({ connection }: Install): boolean {
  return connection !== undefined && connection.status !== 'needs_sign_in';
}

export function toInstallLine(install: Install, sdk: string | undefined): InstallLine {
  const { id, application: key, user, createdAt, updatedAt, connection } = install;
  return {
    id,
    user,
    key,
    ...(sdk !== undefined && { sdk }),
    enabled: isEnabled(install),
    deleted: false,
    nonEncryptedSettings: {},
    created: toDate(createdAt),
    update: toDate(updatedAt),
    expires: connection?.tokenExpiresAt === undefined ? null : toDate(connection.tokenExpiresAt),
  };
}

/** `2026-08-01 12:30:00`, in UTC. */
function toDate(iso: string): string {
  return iso.slice(0, 19).replace('T', ' ');
}
