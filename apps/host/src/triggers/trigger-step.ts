import { ProcessDocument, Step } from '../processes/process-document.ts';

export type ScheduleStep = Extract<Step, { kind: 'schedule' }>;
export type PollStep = Extract<Step, { kind: 'poll' }>;
export type WebhookStep = Extract<Step, { kind: 'webhook' }>;
/** A step that starts runs by itself. */
export type TriggerStep = ScheduleStep | PollStep | WebhookStep;

/** The steps of a document that start runs by themselves, by their names. */
export function triggerStepsOf(document: ProcessDocument): ReadonlyMap<string, TriggerStep> {
  return new Map(Object.entries(document.steps).flatMap(([name, step]) => (isTriggerStep(step) ? [[name, step]] : [])));
}

/** Throws for text that holds no such step. */
export function readTriggerStep(facts: string): TriggerStep {
  const step = Step.parse(JSON.parse(facts));
  if (!isTriggerStep(step)) throw new TypeError(`A step of the kind ${step.kind} starts nothing by itself.`);
  return step;
}

/** Whether two steps ask the same of the same account, so that what was agreed or remembered for one holds for the other. */
export function asksTheSame(one: TriggerStep, other: TriggerStep): boolean {
  return sourceOf(one) === sourceOf(other);
}

function sourceOf(step: TriggerStep): string {
  return step.kind === 'schedule'
    ? JSON.stringify([step.cron, step.timeZone])
    : JSON.stringify([step.action, step.connection, step.input]);
}

function isTriggerStep(step: Step): step is TriggerStep {
  return step.kind === 'schedule' || step.kind === 'poll' || step.kind === 'webhook';
}
