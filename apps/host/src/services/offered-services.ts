import { PluginCatalogue, type PluginPackage } from '@mortise/runtime';
import { contractHash } from '@mortise/service/link';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type Configuration, configurationToken } from '../configuration/configuration.ts';
import { offersOf } from './service-offers.ts';
import { type ServiceRow, ServiceStore } from './service-store.ts';

/** How soon a host knows of services that have joined another one on its database: what needs them waits there instead of failing. */
const lookEveryMs = 5000;

/** Keeps the catalogue true to what the approved services offer. */
@Injectable()
export class OfferedServices implements OnModuleDestroy {
  #timer: NodeJS.Timeout | undefined;
  /** Names and contracts that the catalogue knows of. */
  #offered = '';

  constructor(
    private readonly store: ServiceStore,
    private readonly catalogue: PluginCatalogue,
    @Inject(configurationToken) private readonly configuration: Pick<Configuration, 'databaseUrl'>,
  ) {}

  /** Looks again and again where other hosts share the database. A look takes its turn, as every change of rows does. */
  watch(inTurn: (look: () => Promise<void>) => Promise<void>): void {
    if (this.configuration.databaseUrl === undefined) return;
    this.#timer = setInterval(() => void inTurn(() => this.refresh()), lookEveryMs).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  /** Tells the catalogue what the rows say, without those of a tenant that is being removed. */
  async refresh(without?: string): Promise<void> {
    const rows = (await this.store.all()).filter(({ tenant }) => tenant !== without);
    // Of several keys for one service, the one that was seen last says what it offers.
    const latest = rows.filter(({ name }, index) => rows.findIndex((row) => row.name === name) === index);
    const offered = JSON.stringify(latest.map(({ name, tenant, sdk, offers }) => [name, tenant, sdk, offers]));
    if (offered === this.#offered) return;
    this.#offered = offered;
    const packages = latest.flatMap(packagesOf);
    // The first of a name keeps it: a service its own, before the plugins that others mount.
    this.catalogue.offer([...packages.filter(isOwn), ...packages.filter((plugin) => !isOwn(plugin))]);
  }

  /** Whether the application of that name is the one that this service offers. */
  has({ name }: ServiceRow, application: string): boolean {
    return this.catalogue.findApplication(application)?.offer?.service === name;
  }
}

function packagesOf(row: ServiceRow): PluginPackage[] {
  const { name, tenant, sdk } = row;
  const manifests = offersOf(row);
  const hash = contractHash(manifests);
  return manifests.map((manifest) => ({
    name,
    version: sdk,
    directory: '',
    entry: '',
    revision: `service:${tenant}:${name}:${manifest.application.name}:${hash}`,
    manifest,
    offer: { service: name, tenant },
  }));
}

function isOwn({ name, manifest }: PluginPackage): boolean {
  return manifest.application.name === name;
}
