import { z } from 'zod';

const StepName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,62}$/, 'must begin with a letter and hold letters, digits, - and _ only, at most 63')
  .meta({ description: 'Names the step within its process' });
const Expression = z.string().min(1).max(10_000).meta({ description: 'JSONata over `data`, `steps` and `run`' });
const JsonObject = z.record(z.string(), z.unknown());
const ConnectionName = z.string().min(1).max(100).meta({ description: 'Id or name of a connection' });
const ActionId = z
  .string()
  .regex(/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/, 'must be an action, such as hubspot.get-contact')
  .meta({ description: '`<application>.<name>`' });
const seconds = (max: number) => z.number().positive().max(max);

/** When a step that did not succeed is run again. Only faults that may pass are. */
export const RetryPolicy = z.strictObject({
  attempts: z.int().min(1).max(1000).default(5).meta({ description: 'In all, the first one counted' }),
  firstDelaySeconds: seconds(86_400).default(1).meta({ description: 'Doubled with each attempt, with a random part' }),
  longestDelaySeconds: seconds(86_400)
    .default(600)
    .meta({ description: 'What the service asks for with Retry-After is kept all the same' }),
  givenUpAfterSeconds: seconds(30 * 86_400)
    .default(86_400)
    .meta({ description: 'Age of the message after which it is not tried again' }),
});
export type RetryPolicy = z.infer<typeof RetryPolicy>;

const common = {
  title: z.string().max(200).optional(),
  note: z.string().max(5000).optional().meta({ description: 'For those who read the process' }),
};

const StartStep = z.strictObject({
  ...common,
  kind: z.literal('start'),
  input: JsonObject.optional().meta({ description: 'JSON Schema of what a run is started with' }),
});

const ScheduleStep = z.strictObject({
  ...common,
  kind: z.literal('schedule'),
  cron: z.string().min(1).max(200).meta({ description: 'Five fields, or six with seconds first' }),
  timeZone: z.string().min(1).max(100).default('UTC').meta({ description: 'As the IANA database names it' }),
  data: z.unknown().optional().meta({ description: 'What each run is started with' }),
});

const WebhookStep = z.strictObject({
  ...common,
  kind: z.literal('webhook'),
  action: ActionId,
  version: z.string().optional(),
  connection: ConnectionName.optional(),
  input: JsonObject.default({}).meta({ description: 'What is chosen when subscribing' }),
});

const PollStep = z.strictObject({
  ...common,
  kind: z.literal('poll'),
  action: ActionId,
  version: z.string().optional(),
  connection: ConnectionName.optional(),
  input: JsonObject.default({}),
  everySeconds: z.int().min(1).max(86_400).default(300),
});

const ActionStep = z.strictObject({
  ...common,
  kind: z.literal('action'),
  action: ActionId,
  version: z.string().optional().meta({ description: 'Exact version of its plugin; filled in where the process is published' }),
  connection: ConnectionName.optional(),
  input: z.unknown().optional().meta({
    description:
      'JSON in which each text that begins with = is an expression, == a text that begins with =. Without it the data that arrives',
  }),
  retry: RetryPolicy.prefault({}),
  timeoutSeconds: seconds(3600).default(30).meta({ description: 'Of one attempt' }),
  concurrency: z.enum(['parallel', 'sequential']).default('parallel'),
  key: Expression.optional().meta({
    description: 'With sequential: messages of one key keep their order, different keys run side by side',
  }),
  limit: z
    .strictObject({ amount: z.int().min(1), seconds: seconds(86_400) })
    .optional()
    .meta({ description: 'Messages of this step in a time' }),
  onFailure: z
    .union([z.enum(['fail', 'continue']), z.strictObject({ to: StepName })])
    .default('fail')
    .meta({ description: 'A failed message that waits for somebody, going on with what arrived, or going on at another step' }),
});

const TransformStep = z.strictObject({ ...common, kind: z.literal('transform'), expression: Expression });
const FilterStep = z.strictObject({ ...common, kind: z.literal('filter'), condition: Expression });
const RouteStep = z.strictObject({
  ...common,
  kind: z.literal('route'),
  takes: z
    .enum(['all', 'first'])
    .default('all')
    .meta({ description: 'Every edge whose condition holds, or the first in their order' }),
});
const CollectStep = z.strictObject({ ...common, kind: z.literal('collect') });

export const Step = z.discriminatedUnion('kind', [
  StartStep,
  ScheduleStep,
  WebhookStep,
  PollStep,
  ActionStep,
  TransformStep,
  FilterStep,
  RouteStep,
  CollectStep,
]);
export type Step = z.infer<typeof Step>;
export type ActionStep = z.infer<typeof ActionStep>;

export const Edge = z.strictObject({
  from: StepName,
  to: StepName,
  when: Expression.optional().meta({ description: 'Only where this is true' }),
  label: z.string().max(200).optional().meta({ description: 'Under which an action may choose this edge' }),
});
export type Edge = z.infer<typeof Edge>;

const mostSteps = 1000;

/** A process as it is written, kept in files and published: a graph of steps. */
export const ProcessDocument = z
  .strictObject({
    $schema: z.string().optional(),
    title: z.string().min(1).max(200),
    description: z.string().max(5000).optional(),
    steps: z
      .record(StepName, Step)
      .refine((steps) => Object.keys(steps).length <= mostSteps, `must not be more than ${mostSteps}`)
      .meta({ maxProperties: mostSteps }),
    edges: z.array(Edge).max(5000).default([]),
    positions: z
      .record(StepName, z.strictObject({ x: z.number(), y: z.number() }))
      .optional()
      .meta({ description: 'Where an editor draws the steps' }),
  })
  .meta({ title: 'Process' });
export type ProcessDocument = z.infer<typeof ProcessDocument>;

/** The kinds of step at which a run begins. */
export const startKinds = ['start', 'schedule', 'webhook', 'poll'] as const;

export function isStart({ kind }: Step): boolean {
  return startKinds.some((each) => each === kind);
}

/** What an editor, a file or a check works with. Published with the API and with the package. */
export function processJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(ProcessDocument, { io: 'input' });
}
