export { ActionNotFoundError } from './errors/action-not-found-error.ts';
export { ConnectionMismatchError } from './errors/connection-mismatch-error.ts';
export { ConnectionRequiredError } from './errors/connection-required-error.ts';
export { PluginCrashedError } from './errors/plugin-crashed-error.ts';
export { PluginLoadError } from './errors/plugin-load-error.ts';
export { PluginUnresponsiveError } from './errors/plugin-unresponsive-error.ts';
export { type CatalogueAction, type CatalogueChange, PluginCatalogue, type PluginStatus } from './plugins/plugin-catalogue.ts';
export type { BrokenPackage, PluginPackage } from './plugins/plugin-package.ts';
export { InlineRunner } from './runners/inline-runner.ts';
export { ProcessRunner, type ProcessRunnerOptions } from './runners/process-runner.ts';
export type { Invocation, InvocationHost, LogLevel, Runner } from './runners/runner.ts';
export {
  type ActionFacts,
  type Call,
  type CallReport,
  type CallResult,
  type ConnectionRecord,
  Runtime,
  type RuntimeObserver,
  type RuntimeOptions,
} from './runtime.ts';
