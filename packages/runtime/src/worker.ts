/** The words between a host and whoever runs actions for it, for those who do so outside of a host. */
export { inFieldOrder } from './in-field-order.ts';
export { ActionWorker, type WorkerCode } from './runners/action-worker.ts';
export { HostFrame, PluginFrame } from './runners/protocol.ts';
