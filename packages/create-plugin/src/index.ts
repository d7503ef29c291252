export { type Asking, askWhich } from './ask.ts';
export { type Choose, mostUnasked, type Offer, type Wanted } from './choose.ts';
export { CreateError } from './create-error.ts';
export { type CreatedPlugin, type CreateRequest, createPlugin, type SourceKind, sourceKinds } from './create-plugin.ts';
