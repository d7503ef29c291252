export { AccessTokens, memoryTokenStore, type TokenStore } from './access-tokens.ts';
export {
  Action,
  type ActionContext,
  type ActionKind,
  type ActionLog,
  type InputOf,
  type OutputOf,
  type ResponseOf,
} from './action.ts';
export { Application, OAuth2Application, type SettingsOf } from './application.ts';
export { type AttemptPolicy, withAttempts } from './attempts.ts';
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
} from './authentication.ts';
export { BatchConnector, type Page } from './batch-connector.ts';
export { type Connection, type ConnectOptions, connect, describeApi, hostsOf, readForm } from './connection.ts';
export {
  type ApiDescription,
  type CallScope,
  ConnectionClient,
  type ConnectionClientOptions,
} from './connection-client.ts';
export { Connector } from './connector.ts';
export { abortedAt, type Patience, remainingMs, waitFor } from './deadline.ts';
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
export type { ExchangeReport } from './exchange-report.ts';
export { type ActionWith, execute, toOutcome } from './execute.ts';
export { type FieldOptions, secret, slug, text, url } from './form.ts';
export { EgressGuard } from './http/egress-guard.ts';
export { type Exchange, HttpClient, type HttpClientOptions } from './http/http-client.ts';
export { fail, limit, type Outcome, page, type RetryOptions, retry, route, stop, success } from './outcome.ts';
export { definePlugin, type Plugin, type PluginDefinition } from './plugin.ts';
export { Redactor } from './redactor.ts';
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
} from './request.ts';
export { RestConnector } from './rest-connector.ts';
export { type ActionClass, pages, type RunOptions, run } from './run.ts';
export {
  type JsonSchema,
  type Schema,
  type SchemaInput,
  type SchemaOutput,
  type SchemaProblem,
  toJsonSchema,
  validate,
} from './schema.ts';
export { judgeStatus, type Responses, type StatusRanges, type Verdict } from './status-ranges.ts';
export { newTraceId, readTraceId } from './trace.ts';
