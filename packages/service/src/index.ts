export type { OfferedAction, ServiceFacts } from './own-plugin.ts';
export { mortise, Service, type ServiceOptions, type ServiceState } from './service.ts';
