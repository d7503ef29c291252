export { Redactor } from '../connection/redactor.ts';
export { EgressGuard } from '../http/egress-guard.ts';
export {
  type AuthorizationCode,
  type AuthorizationRequest,
  authorizationUrl,
  createProofKey,
  type ProofKey,
} from './authorization-code.ts';
export { type OAuth2, TokenEndpoint } from './token-endpoint.ts';
