import { z } from 'zod';
import {
  AccessToken,
  Action,
  AuditPage,
  CallAnswer,
  Connection,
  ConnectionTest,
  CreatedAccessToken,
  HostError,
  KeyRotation,
  OAuthClient,
  Plugin,
  Service,
  SignInLink,
  Tenant,
} from '../host/answers.ts';
import { ImportedProcess, Process, ProcessCheck, ProcessProblem, PublishedProcess, StartedRun } from '../host/process-answers.ts';
import {
  Cause,
  FailedMessageDetail,
  FailedMessagePage,
  Job,
  ReplayedMessage,
  Run,
  RunDetail,
  RunPage,
} from '../host/run-answers.ts';
import { DeliveryPage, ReplayedDelivery, TriggerPage, Webhook, WebhookPage, WebhookSecret } from '../host/trigger-answers.ts';

/** Statuses of `plugin check`, and of `doctor`. */
const findings = <Status extends readonly [string, ...string[]]>(statuses: Status) =>
  z.array(z.object({ check: z.string(), status: z.enum(statuses), detail: z.string(), fix: z.string().optional() }));

/** What stands in `data`, by the name of the command. */
export const finiteAnswers = {
  'list-plugins': z.object({ items: z.array(Plugin) }),
  'list-actions': z.object({ items: z.array(Action) }),
  call: CallAnswer,
  'connections-add': z.object({ connection: Connection, test: ConnectionTest.optional() }),
  'connections-set': z.object({ connection: Connection, test: ConnectionTest.optional() }),
  'connections-list': z.object({ items: z.array(Connection) }),
  'connections-test': z.object({ connection: Connection, test: ConnectionTest }),
  'connections-remove': z.object({ connection: Connection }),
  'connections-client': z.object({ application: z.string(), client: OAuthClient }),
  'tokens-add': z.object({ accessToken: CreatedAccessToken }),
  'tokens-list': z.object({ items: z.array(AccessToken) }),
  'tokens-remove': z.object({ accessToken: AccessToken }),
  'services-list': z.object({ items: z.array(Service) }),
  'services-approve': z.object({ service: Service }),
  'services-remove': z.object({ service: Service }),
  'tenants-add': z.object({ tenant: Tenant, accessToken: CreatedAccessToken }),
  'tenants-list': z.object({ items: z.array(Tenant) }),
  'tenants-remove': z.object({ tenant: Tenant }),
  'tenants-token': z.object({ tenant: Tenant, accessToken: CreatedAccessToken }),
  audit: z.object({ items: AuditPage.shape.entries, next: z.string().optional() }),
  'keys-rotate': KeyRotation,
  'plugin-pack': z.object({
    directory: z.string(),
    packageName: z.string(),
    files: z.array(z.string()),
    actions: z.array(z.string()),
  }),
  'plugin-new': z.object({
    directory: z.string(),
    packageName: z.string(),
    files: z.array(z.string()),
    actions: z.array(z.string()),
    notes: z.array(z.string()),
  }),
  'triggers-list': TriggerPage,
  'webhooks-list': WebhookPage,
  'webhooks-show': Webhook,
  'webhooks-secret': WebhookSecret,
  'webhooks-subscribe': z.object({ webhook: Webhook }),
  'webhooks-deliveries': DeliveryPage,
  'webhooks-replay': ReplayedDelivery,
  'runs-list': RunPage,
  'runs-show': RunDetail,
  'runs-cancel': z.object({ run: Run }),
  'runs-pause': z.object({ run: Run }),
  'runs-resume': z.object({ run: Run }),
  'failed-list': FailedMessagePage,
  'failed-causes': z.object({ items: z.array(Cause) }),
  'failed-show': FailedMessageDetail,
  'failed-edit': z.object({ message: FailedMessageDetail, replayed: z.boolean() }),
  'failed-replay': z.object({ message: ReplayedMessage }),
  'failed-replay-all': z.object({ job: Job }),
  'failed-discard': z.object({ message: z.object({ id: z.string() }) }),
  'failed-discard-all': z.object({ job: Job }),
  'process-list': z.object({ items: z.array(Process) }),
  'process-pull': z.object({
    items: z.array(z.object({ name: z.string(), file: z.string(), status: z.enum(['written', 'unchanged']) })),
  }),
  'process-push': z.object({
    items: z.array(
      z.discriminatedUnion('status', [
        z.object({
          name: z.string(),
          id: z.string(),
          status: z.enum(['made', 'changed', 'unchanged']),
          version: z.int().optional(),
          problems: z.array(ProcessProblem).optional(),
        }),
        z.object({ name: z.string(), status: z.literal('refused'), error: HostError }),
      ]),
    ),
  }),
  'process-diff': z.object({
    items: z.array(
      z.object({
        name: z.string(),
        status: z.enum(['same', 'different', 'missing']),
        differences: z.array(z.object({ path: z.string(), before: z.unknown().optional(), after: z.unknown().optional() })),
      }),
    ),
  }),
  'process-check': ProcessCheck.extend({ name: z.string() }),
  'process-publish': PublishedProcess.partial({ version: true, isNew: true }).extend({ name: z.string() }),
  'process-run': z.object({ name: z.string(), run: StartedRun.extend({ state: z.string() }) }),
  'process-pause': z.object({ process: Process }),
  'process-resume': z.object({ process: Process }),
  'process-delete': z.object({ process: Process }),
  'process-import': ImportedProcess,
  'plugin-check': z.object({ name: z.string(), version: z.string(), findings: findings(['ok', 'warn', 'fail']) }),
  doctor: z.object({ findings: findings(['green', 'yellow', 'red']) }),
  version: z.object({ version: z.string() }),
  help: z.object({ help: z.string() }),
};

/** What stands in `data` of the lines of a stream, by their `type`; `result` is the last line. */
export const streamAnswers = {
  'call-all': {
    page: z.object({ items: z.array(z.unknown()), cursor: z.string().optional() }),
    result: z.object({ pages: z.int(), items: z.int() }),
  },
  'connections-authorize': {
    link: SignInLink,
    result: z.object({ connection: Connection, test: ConnectionTest }),
  },
  start: {
    ready: z.object({ address: z.string(), plugins: z.array(Plugin) }),
    result: z.object({ address: z.string() }),
  },
};

export const ErrorAnswer = z.object({ v: z.literal(1), ok: z.literal(false), error: HostError });
