export type { Configuration } from './configuration/configuration.ts';
export { ConfigurationError } from './configuration/configuration-error.ts';
export { SecretsUnreadableError } from './errors/secrets-unreadable-error.ts';
export { runHost } from './run-host.ts';
export type { KeyContext, KeyManagement, WrappedKey } from './security/key-management.ts';
export { type Host, type HostOptions, startHost } from './start-host.ts';
