import type { Manifest } from '@mortise/sdk/manifest';

/** A plugin as it lies on disk, or as a service offers it: all that is known of it without running its code. */
export interface PluginPackage {
  /** Name of the npm package, or of the service. */
  readonly name: string;
  readonly version: string;
  /** Real path of the package. */
  readonly directory: string;
  /** Real path of the module that exports the plugin. */
  readonly entry: string;
  /** Differs whenever code or manifest differ, so that a rebuilt linked package counts as a new one. */
  readonly revision: string;
  readonly manifest: Manifest;
  /** Set where a running service offers it: nothing of it is on this disk, so `directory` and `entry` are empty. */
  readonly offer?: ServiceOffer;
}

/** Who offers a plugin that is not installed. */
export interface ServiceOffer {
  readonly service: string;
  /** The only tenant that may see and call it. */
  readonly tenant: string;
}

/** A package that says it is a plugin and cannot be used. */
export interface BrokenPackage {
  readonly name: string;
  readonly version: string;
  /** What is wrong, then what to do. */
  readonly reason: string;
  /** Real path of the package; absent where it could not be found out. */
  readonly directory?: string;
}

/** Whether a tenant may see and call it: what is installed is there for everybody. */
export function isOpenTo({ offer }: PluginPackage, tenant: string | undefined): boolean {
  return offer === undefined || offer.tenant === tenant;
}
