export {
  Action,
  type ActionContext,
  type ActionKind,
  type ActionLog,
  actionKinds,
  type InputOf,
  type OutputOf,
  type ResponseOf,
} from './actions/action.ts';
export { type AttemptPolicy, withAttempts } from './actions/attempts.ts';
export { BatchConnector, type Page } from './actions/batch-connector.ts';
export { Connector } from './actions/connector.ts';
export { CustomAction } from './actions/custom-action.ts';
export { type ActionWith, execute, toOutcome } from './actions/execute.ts';
export { Filter } from './actions/filter.ts';
export { fail, limit, type Outcome, page, type RetryOptions, retry, route, stop, success } from './actions/outcome.ts';
export { type Polled, PollingTrigger } from './actions/polling-trigger.ts';
export { RestConnector } from './actions/rest-connector.ts';
export { type ActionClass, type PagesOptions, pages, type RunOptions, run, runAction } from './actions/run.ts';
export { RunContext, type RunFacts, type RunPowers } from './actions/run-context.ts';
export { Transform } from './actions/transform.ts';
export { Application, OAuth2Application, type SettingsOf } from './application/application.ts';
export {
  Authentication,
  apiKey,
  basic,
  bearer,
  Credentials,
  type CustomLoginOptions,
  customLogin,
  none,
  type OAuth1Options,
  type OAuth2Options,
  oauth1,
  oauth2,
  TokenSet,
} from './application/authentication.ts';
export { type ChoiceSource, choice, choices } from './application/choice.ts';
export { credentialForm, type LoginFacts, readCredentials } from './application/credential-form.ts';
export type { ConditionalOptions, ConditionValue, FieldOptions, PlainOptions, ShowIf } from './application/field-options.ts';
export { checkbox, type NumberBounds, number, secret, slug, text, url } from './application/form.ts';
export { multiSelect, select, type Titles } from './application/select.ts';
export { type Connection, type ConnectOptions, connect, describeApi, hostsOf, readForm } from './connection/connection.ts';
export {
  type ApiDescription,
  type CallScope,
  ConnectionClient,
  type ConnectionClientOptions,
  type ConnectionLogin,
  type DownloadTarget,
  type StreamOptions,
} from './connection/connection-client.ts';
export type { ExchangeRecord } from './connection/exchange-record.ts';
export type { ExchangeReport } from './connection/exchange-report.ts';
export { Redactor } from './connection/redactor.ts';
export { ActionError } from './errors/action-error.ts';
export { ApiError } from './errors/api-error.ts';
export { BudgetError } from './errors/budget-error.ts';
export { CancelledError } from './errors/cancelled-error.ts';
export { EgressError } from './errors/egress-error.ts';
export { FileNotFoundError } from './errors/file-not-found-error.ts';
export { FileStoreError } from './errors/file-store-error.ts';
export { HostNotDeclaredError } from './errors/host-not-declared-error.ts';
export { InputError } from './errors/input-error.ts';
export { MalformedResponseError } from './errors/malformed-response-error.ts';
export { type ErrorContract, isMortiseError, MortiseError, type Remedy } from './errors/mortise-error.ts';
export { NetworkError } from './errors/network-error.ts';
export { NotCallableError } from './errors/not-callable-error.ts';
export { NotTestableError } from './errors/not-testable-error.ts';
export { OutputError } from './errors/output-error.ts';
export { PaginationError } from './errors/pagination-error.ts';
export { RateLimitError } from './errors/rate-limit-error.ts';
export { RedirectError } from './errors/redirect-error.ts';
export { ReportedError } from './errors/reported-error.ts';
export { RequestError } from './errors/request-error.ts';
export { ResponseTooLargeError } from './errors/response-too-large-error.ts';
export { SettingsError } from './errors/settings-error.ts';
export { SignInError } from './errors/sign-in-error.ts';
export { TimeoutError } from './errors/timeout-error.ts';
export { UnavailableError } from './errors/unavailable-error.ts';
export { WebhookSignatureError } from './errors/webhook-signature-error.ts';
export type { DownloadOptions } from './files/download.ts';
export { DownloadConnector } from './files/download-connector.ts';
export { FileReference } from './files/file-reference.ts';
export type { FileFacts, FileStore, StoredFile } from './files/file-store.ts';
export { FolderFileStore } from './files/folder-file-store.ts';
export { type ReadFileOptions, readStoredFile } from './files/read-file.ts';
export { temporaryFiles } from './files/temporary-files.ts';
export { type Choice, ChoicesFrom, choicesFromOf, choicesInput, choicesOf, fieldsNeeded } from './forms/choices.ts';
export {
  conditionOf,
  type FormFields,
  type FormValues,
  missingFields,
  type ShowCondition,
  shownFields,
  shownForm,
  shownValues,
} from './forms/shown-fields.ts';
export { GraphqlBatchConnector } from './graphql/graphql-batch-connector.ts';
export { GraphqlConnector } from './graphql/graphql-connector.ts';
export { type PageInfo, relayCursor } from './graphql/relay-cursor.ts';
export { BodyRefusal } from './http/body-refusal.ts';
export type { ClientCertificate } from './http/client-certificate.ts';
export { abortedAt, type Patience, remainingMs, waitFor } from './http/deadline.ts';
export { EgressGuard } from './http/egress-guard.ts';
export { type Exchange, HttpClient, type HttpClientOptions, type Reroute } from './http/http-client.ts';
export type { FilePart, MultipartFields, PartValue } from './http/multipart.ts';
export { nested } from './http/nested.ts';
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
  type QueryValue,
  type RequestOptions,
  type StreamedResponse,
} from './http/request.ts';
export { judgeStatus, type Responses, type StatusRanges, type Verdict } from './http/status-ranges.ts';
export { newTraceId, readTraceId } from './http/trace.ts';
export { byCursor, type CursorOptions } from './pagination/by-cursor.ts';
export { byLink, type LinkOptions } from './pagination/by-link.ts';
export { byOffset } from './pagination/by-offset.ts';
export { byPage, type PageNumberOptions } from './pagination/by-page.ts';
export type { CountingOptions } from './pagination/counting.ts';
export { PagedConnector } from './pagination/paged-connector.ts';
export type { PageAnswer, Pagination } from './pagination/pagination.ts';
export type { ParameterPlace } from './pagination/parameter.ts';
export { definePlugin, type Plugin, type PluginDefinition } from './plugin/plugin.ts';
export { kindOf as requestKindOf } from './rates/holds.ts';
export { ConnectionLimits, Limit, Limits, sameLimit } from './rates/limits.ts';
export { MemoryBudgets } from './rates/memory-budgets.ts';
export type { BudgetOwner, RateBudget, RateBudgets, Turn } from './rates/rate-budget.ts';
export { RateHeaders } from './rates/rate-headers.ts';
export { type RateHint, readRateHint } from './rates/rate-hint.ts';
export { check } from './schema/check.ts';
export { parseExactJson } from './schema/exact-json.ts';
export { readField } from './schema/field.ts';
export {
  type JsonSchema,
  type Schema,
  type SchemaInput,
  type SchemaOutput,
  type SchemaProblem,
  toJsonSchema,
  validate,
} from './schema/schema.ts';
export { SoapConnector } from './soap/soap-connector.ts';
export type { SoapMessage, SoapVersion } from './soap/soap-message.ts';
export { WsdlConnector } from './soap/wsdl-connector.ts';
export { AccessTokens, memoryTokenStore, type Renewal, type SharedTokenStore, type TokenStore } from './tokens/access-tokens.ts';
export { type Admission, admit, type ReceiveOptions } from './webhooks/admit.ts';
export type { ChallengeAnswer, ChallengeResponse } from './webhooks/answer-challenge.ts';
export { Challenge, challenges } from './webhooks/challenges.ts';
export { eventKeyOf } from './webhooks/event-id.ts';
export { readEvents, type WebhookWith } from './webhooks/read-events.ts';
export { type Received, receive } from './webhooks/receive.ts';
export { Signature, signatures } from './webhooks/signatures.ts';
export { createSigningSecret } from './webhooks/signing-secret.ts';
export { type SubscribeOptions, Subscription, subscribe } from './webhooks/subscribe.ts';
export { type UnsubscribeOptions, unsubscribe } from './webhooks/unsubscribe.ts';
export { type VerifiedSignature, type VerifyOptions, verifySignature } from './webhooks/verify-signature.ts';
export { type SubscriptionAnswer, type SubscriptionTarget, Webhook } from './webhooks/webhook.ts';
export {
  DeliveryIdPlace,
  EventIdPlace,
  EventMatch,
  longestDelivery,
  type SigningSecret,
  WebhookFacts,
} from './webhooks/webhook-facts.ts';
export type { WebhookRequest } from './webhooks/webhook-request.ts';
export { buildXml } from './xml/build-xml.ts';
export { asList, parseXml } from './xml/parse-xml.ts';
export type { XmlContent } from './xml/xml-content.ts';
export { XmlText } from './xml/xml-text.ts';
export { xsd } from './xml/xsd.ts';
