import type { Manifest } from '@mortise/sdk/manifest';

/** A plugin as it lies on disk: all that is known of it without running its code. */
export interface PluginPackage {
  /** Name of the npm package. */
  readonly name: string;
  readonly version: string;
  /** Real path of the package. */
  readonly directory: string;
  /** Real path of the module that exports the plugin. */
  readonly entry: string;
  /** Differs whenever code or manifest differ, so that a rebuilt linked package counts as a new one. */
  readonly revision: string;
  readonly manifest: Manifest;
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
