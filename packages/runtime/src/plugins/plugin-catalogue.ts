import { EventEmitter } from 'node:events';
import { dirname } from 'node:path';
import type { ManifestAction } from '@mortise/sdk/manifest';
import semver from 'semver';
import { ActionNotFoundError } from '../errors/action-not-found-error.ts';
import { isOpenTo, type PluginPackage } from './plugin-package.ts';
import { ProjectWatch } from './project-watch.ts';
import { readProject } from './read-project.ts';

/** A line of the list of plugins. */
export interface PluginStatus {
  readonly name: string;
  readonly version: string;
  readonly status: 'ready' | 'failed';
  /** Why it failed, then what to do. */
  readonly reason?: string;
  /** Its application's name; absent where the manifest could not be read. */
  readonly application?: string;
  /** How many actions it offers. */
  readonly actions: number;
}

export interface CatalogueAction {
  /** `<application>.<name>` */
  readonly id: string;
  readonly plugin: PluginPackage;
  readonly action: ManifestAction;
}

export interface CatalogueChange {
  readonly added: readonly PluginPackage[];
  readonly removed: readonly PluginPackage[];
}

export interface CatalogueOptions {
  /** The folder whose package.json names the plugins as dependencies. */
  readonly projectDirectory: string;
  /** Version of the SDK that this host brings. */
  readonly sdkVersion: string;
}

/** The installed plugins and their actions, kept true while packages come and go. Reads manifests only. */
export class PluginCatalogue extends EventEmitter<{ change: [CatalogueChange]; error: [Error] }> {
  readonly #options: CatalogueOptions;
  #packages = new Map<string, PluginPackage>();
  #actions = new Map<string, CatalogueAction[]>();
  #statuses: readonly PluginStatus[] = [];
  /** Reasons found when code was loaded, by revision: a new build gets a new chance. */
  readonly #loadFailures = new Map<string, string>();
  #broken: readonly PluginStatus[] = [];
  #offered: readonly PluginPackage[] = [];
  /** Where a change of a plugin would show: also of one that is broken, since it may be mended. */
  #folders: readonly string[] = [];
  #watch: ProjectWatch | undefined;

  private constructor(options: CatalogueOptions) {
    super();
    this.#options = options;
  }

  /** Throws where the project's package.json cannot be read. */
  static open(options: CatalogueOptions): PluginCatalogue {
    const catalogue = new PluginCatalogue(options);
    catalogue.#scan();
    return catalogue;
  }

  get plugins(): readonly PluginStatus[] {
    return this.#statuses;
  }

  /** The usable packages; of one plugin there can be several versions. */
  get packages(): readonly PluginPackage[] {
    return [...this.#packages.values()];
  }

  /** Every action in its newest installed version. */
  get actions(): readonly CatalogueAction[] {
    return [...this.#actions.values()].flatMap(([newest]) => (newest ? [newest] : []));
  }

  /** An action by its id, in the newest installed version or in exactly this one. Of a service there is only what runs. */
  find(id: string, version?: string): CatalogueAction | undefined {
    const versions = this.#actions.get(id);
    return version === undefined
      ? versions?.[0]
      : versions?.find(({ plugin }) => plugin.version === version || plugin.offer !== undefined);
  }

  /** The same for a tenant. Throws ActionNotFoundError, which names the installed versions. */
  get(
    id: string,
    { version, tenant }: { readonly version?: string | undefined; readonly tenant?: string | undefined },
  ): CatalogueAction {
    const found = this.find(id, version);
    if (found && isOpenTo(found.plugin, tenant)) return found;
    const installed = this.#versions(id, (plugin) => isOpenTo(plugin, tenant)).join(', ');
    const detail = `No installed plugin offers the action "${id}"`;
    throw new ActionNotFoundError(installed === '' ? `${detail}.` : `${detail} in version ${version}. Installed: ${installed}.`);
  }

  /** The versions that an action is there in, newest first. */
  versionsOf(id: string): readonly string[] {
    return this.#versions(id, () => true);
  }

  /** What a tenant may see of it. */
  openTo(tenant: string): Pick<PluginCatalogue, 'find' | 'versionsOf' | 'actions'> {
    return {
      actions: this.actions.filter(({ plugin }) => isOpenTo(plugin, tenant)),
      find: (id, version) => {
        const found = this.find(id, version);
        return found && isOpenTo(found.plugin, tenant) ? found : undefined;
      },
      versionsOf: (id) => this.#versions(id, (plugin) => isOpenTo(plugin, tenant)),
    };
  }

  /** The newest package that holds this application, of those that a tenant may see where one is named. */
  findApplication(name: string, tenant?: string): PluginPackage | undefined {
    const found = this.packages.filter(({ manifest }) => manifest.application.name === name);
    return newestFirst(found).find((plugin) => tenant === undefined || isOpenTo(plugin, tenant));
  }

  /** Lists what services offer beside what is installed, instead of what was offered before. An installed plugin keeps its name. */
  offer(packages: readonly PluginPackage[]): void {
    this.#offered = packages;
    this.#rescan();
  }

  /** Notes how loading a plugin's code went; the list shows it. */
  noteLoad(plugin: PluginPackage, failure: string | undefined): void {
    if (this.#loadFailures.get(plugin.revision) === failure) return;
    if (failure === undefined) this.#loadFailures.delete(plugin.revision);
    else this.#loadFailures.set(plugin.revision, failure);
    this.#refreshStatuses();
    this.emit('change', { added: [], removed: [] });
  }

  /** Follows the project's packages until {@link close}. Emits `change` after each difference. */
  watch(): void {
    this.#watch ??= new ProjectWatch(
      this.#options.projectDirectory,
      () => this.#folders,
      () => this.#rescan(),
    );
  }

  close(): void {
    this.#watch?.close();
    this.#watch = undefined;
  }

  #versions(id: string, isOpen: (plugin: PluginPackage) => boolean): readonly string[] {
    const plugins = (this.#actions.get(id) ?? []).map(({ plugin }) => plugin);
    return [...new Set(plugins.filter(isOpen).map(({ version }) => version))];
  }

  #rescan(): void {
    try {
      const change = this.#scan();
      if (change) this.emit('change', change);
    } catch (error) {
      this.emit('error', error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Returns what differs from before, or `undefined` where nothing does. */
  #scan(): CatalogueChange | undefined {
    const { projectDirectory, sdkVersion } = this.#options;
    const before = this.#packages;
    const packages = new Map<string, PluginPackage>();
    const broken: PluginStatus[] = [];
    const owners = new Map<string, string>();
    const folders: string[] = [];
    for (const found of readProject(projectDirectory, { sdkVersion, known: before })) {
      if (found.directory !== undefined) folders.push(found.directory);
      if ('reason' in found) {
        const { name, version, reason } = found;
        broken.push({ name, version, status: 'failed', reason, actions: 0 });
        continue;
      }
      folders.push(dirname(found.entry));
      const application = found.manifest.application.name;
      const owner = owners.get(application) ?? found.name;
      if (owner !== found.name) {
        const reason = `The name "${application}" is taken by ${owner}. Remove one of the two packages.`;
        broken.push({ name: found.name, version: found.version, status: 'failed', reason, application, actions: 0 });
        continue;
      }
      owners.set(application, found.name);
      packages.set(found.revision, found);
    }
    for (const found of this.#offered) {
      const application = found.manifest.application.name;
      // The list of services says why one is not offered.
      if ((owners.get(application) ?? found.name) !== found.name) continue;
      owners.set(application, found.name);
      packages.set(found.revision, found);
    }
    this.#folders = folders;
    const change = {
      added: [...packages.values()].filter(({ revision }) => !before.has(revision)),
      removed: [...before.values()].filter(({ revision }) => !packages.has(revision)),
    };
    const isSame = change.added.length + change.removed.length === 0 && JSON.stringify(broken) === JSON.stringify(this.#broken);
    if (isSame) return undefined;
    this.#packages = packages;
    this.#broken = broken;
    this.#actions = indexActions(this.packages);
    this.#refreshStatuses();
    return change;
  }

  #refreshStatuses(): void {
    const installed = this.packages.filter(({ offer }) => offer === undefined);
    const usable = installed.map(({ name, version, revision, manifest }): PluginStatus => {
      const reason = this.#loadFailures.get(revision);
      const facts = { name, version, application: manifest.application.name, actions: manifest.actions.length };
      return reason === undefined ? { ...facts, status: 'ready' } : { ...facts, status: 'failed', reason };
    });
    this.#statuses = [...usable, ...this.#broken].sort(
      (a, b) => a.name.localeCompare(b.name) || semver.rcompare(a.version, b.version),
    );
  }
}

function indexActions(packages: readonly PluginPackage[]): Map<string, CatalogueAction[]> {
  const index = new Map<string, CatalogueAction[]>();
  for (const plugin of newestFirst(packages)) {
    for (const action of plugin.manifest.actions) {
      const id = `${plugin.manifest.application.name}.${action.name}`;
      index.set(id, [...(index.get(id) ?? []), { id, plugin, action }]);
    }
  }
  return index;
}

function newestFirst(packages: readonly PluginPackage[]): PluginPackage[] {
  return packages.toSorted((a, b) => semver.rcompare(a.version, b.version));
}
