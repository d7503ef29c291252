export type { Configuration } from './configuration/configuration.ts';
export { ConfigurationError } from './configuration/configuration-error.ts';
export { runHost } from './run-host.ts';
export { type Host, type HostOptions, startHost } from './start-host.ts';
