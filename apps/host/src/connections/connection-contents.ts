import { PluginCatalogue } from '@mortise/runtime';
import { Injectable } from '@nestjs/common';
import { applicationNotFound } from '../applications/application-not-found.ts';
import { ConnectionSeal, type Place } from './connection-seal.ts';
import type { ConnectionRow } from './connection-store.ts';
import { ConnectionValues, type Values } from './connection-values.ts';
import { parseValues } from './connection-view.ts';

type Columns = Pick<ConnectionRow, 'settings' | 'credentials' | 'secrets'>;

/** What a user filled in, as the columns of a row: checked, split and with its secrets sealed. */
@Injectable()
export class ConnectionContents {
  constructor(
    private readonly values: ConnectionValues,
    private readonly seal: ConnectionSeal,
    private readonly catalogue: PluginCatalogue,
  ) {}

  /** Throws a NotFoundError or a SettingsError. */
  columns(place: Place, values: Values): Columns {
    const plugin = this.catalogue.findApplication(place.application);
    if (!plugin) throw applicationNotFound(place.application);
    const { settings, credentials, secrets } = this.values.split(plugin.manifest.application, values);
    return {
      settings: JSON.stringify(settings),
      credentials: JSON.stringify(credentials),
      secrets: this.seal.seal(place, secrets),
    };
  }

  /** The same for a row that has values already: those that are left out stay, `null` takes one away. */
  changedColumns(row: ConnectionRow, change: Values): Columns {
    const before = { ...parseValues(row.settings), ...parseValues(row.credentials), ...this.seal.open(row) };
    const after = Object.entries({ ...before, ...change }).filter(([, value]) => value !== null);
    return this.columns(row, Object.fromEntries(after));
  }
}
