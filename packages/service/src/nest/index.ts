export { type ActionFacts, CustomAction, Filter, Transform } from './action.decorator.ts';
export { type MortiseAsyncOptions, MortiseModule, type MortiseOptions } from './mortise.module.ts';
