export {
  Action,
  type ActionContext,
  type ActionKind,
  type ActionLog,
  type InputOf,
  type OutputOf,
  type ResponseOf,
} from './actions/action.ts';
export { type AttemptPolicy, withAttempts } from './actions/attempts.ts';
export { BatchConnector, type Page } from './actions/batch-connector.ts';
export { Connector } from './actions/connector.ts';
export { type ActionWith, execute, toOutcome } from './actions/execute.ts';
export { fail, limit, type Outcome, page, type RetryOptions, retry, route, stop, success } from './actions/outcome.ts';
export { RestConnector } from './actions/rest-connector.ts';
export { type ActionClass, pages, type RunOptions, run } from './actions/run.ts';
export { RunContext, type RunFacts } from './actions/run-context.ts';
export { Application, OAuth2Application, type SettingsOf } from './application/application.ts';
export {
  Authentication,
  apiKey,
  basic,
  bearer,
  Credentials,
  none,
  type OAuth2Options,
  oauth2,
  TokenSet,
} from './application/authentication.ts';
export { type FieldOptions, secret, slug, text, url } from './application/form.ts';
export { type Connection, type ConnectOptions, connect, describeApi, hostsOf, readForm } from './connection/connection.ts';
export {
  type ApiDescription,
  type CallScope,
  ConnectionClient,
  type ConnectionClientOptions,
} from './connection/connection-client.ts';
export type { ExchangeReport } from './connection/exchange-report.ts';
export { Redactor } from './connection/redactor.ts';
export { ActionError } from './errors/action-error.ts';
export { ApiError } from './errors/api-error.ts';
export { CancelledError } from './errors/cancelled-error.ts';
export { EgressError } from './errors/egress-error.ts';
export { HostNotDeclaredError } from './errors/host-not-declared-error.ts';
export { InputError } from './errors/input-error.ts';
export { MalformedResponseError } from './errors/malformed-response-error.ts';
export { type ErrorContract, isMortiseError, MortiseError, type Remedy } from './errors/mortise-error.ts';
export { NetworkError } from './errors/network-error.ts';
export { OutputError } from './errors/output-error.ts';
export { RateLimitError } from './errors/rate-limit-error.ts';
export { RedirectError } from './errors/redirect-error.ts';
export { ReportedError } from './errors/reported-error.ts';
export { RequestError } from './errors/request-error.ts';
export { ResponseTooLargeError } from './errors/response-too-large-error.ts';
export { SettingsError } from './errors/settings-error.ts';
export { SignInError } from './errors/sign-in-error.ts';
export { TimeoutError } from './errors/timeout-error.ts';
export { UnavailableError } from './errors/unavailable-error.ts';
export { abortedAt, type Patience, remainingMs, waitFor } from './http/deadline.ts';
export { EgressGuard } from './http/egress-guard.ts';
export { type Exchange, HttpClient, type HttpClientOptions } from './http/http-client.ts';
export {
  type BodyOptions,
  del,
  get,
  type HttpRequest,
  type HttpResponse,
  head,
  patch,
  path,
  post,
  put,
  type RequestOptions,
} from './http/request.ts';
export { judgeStatus, type Responses, type StatusRanges, type Verdict } from './http/status-ranges.ts';
export { newTraceId, readTraceId } from './http/trace.ts';
export { definePlugin, type Plugin, type PluginDefinition } from './plugin/plugin.ts';
export { check } from './schema/check.ts';
export {
  type JsonSchema,
  type Schema,
  type SchemaInput,
  type SchemaOutput,
  type SchemaProblem,
  toJsonSchema,
  validate,
} from './schema/schema.ts';
export { AccessTokens, memoryTokenStore, type TokenStore } from './tokens/access-tokens.ts';
