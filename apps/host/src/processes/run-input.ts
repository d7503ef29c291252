import type { ErrorObject } from 'ajv/dist/2020.js';
import { ParametersError } from '../errors/parameters-error.ts';
import { placeOf } from '../schemas/error-place.ts';
import { JsonSchemaCheck, SchemaBrokenError } from '../schemas/json-schema-check.ts';
import type { Step } from './process-document.ts';

/** Where a run begins: at the step that is named, or at the only one that is for it. Throws a ParametersError. */
export function startStep(
  starts: ReadonlyMap<string, Step>,
  name: string | undefined,
): { readonly name: string; readonly step: Step } {
  const manual = [...starts].filter(([, { kind }]) => kind === 'start');
  const candidates = manual.length > 0 && name === undefined ? manual : [...starts];
  const [found, second] = candidates.filter(([each]) => name === undefined || each === name);
  if (found && !second) return { name: found[0], step: found[1] };
  const names = candidates.map(([each]) => each).join(', ');
  const detail = name === undefined ? 'Several steps start the process.' : `No step "${name}" starts the process.`;
  throw new ParametersError('start', `${detail} Name one of ${names}.`);
}

/** What a run begins with. Throws a ParametersError where that does not fit what the step asks for. */
export function runInput(step: Step, input: unknown): unknown {
  if (step.kind === 'schedule') return input ?? step.data ?? { scheduledAt: new Date().toISOString() };
  if (step.kind !== 'start' || !step.input) return input ?? {};
  const data = structuredClone(input ?? {});
  const [problem, ...others] = problemsOf(step.input, data);
  if (!problem) return data;
  const list = [problem, ...others].map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw new ParametersError(problem.path, `The input of the run does not fit its schema. ${list}`);
}

function problemsOf(schema: Record<string, unknown>, data: unknown): { readonly path: string; readonly message: string }[] {
  try {
    const errors = JsonSchemaCheck.of(schema).problems(data);
    return errors.map((error) => ({ path: ['input', ...placeOf(error)].join('.'), message: messageOf(error) }));
  } catch (fault) {
    if (!(fault instanceof SchemaBrokenError)) throw fault;
    return [{ path: 'input', message: `it cannot be checked (${fault.message})` }];
  }
}

function messageOf({ keyword, message = 'does not fit' }: ErrorObject): string {
  return /^(additional|unevaluated)Properties$/.test(keyword) ? 'is not among what the schema knows' : message;
}
