import type { ProcessDocument, Step } from '../process-document.ts';
import { expressionOf } from '../template.ts';

/** An expression of a process, and where it stands. */
export interface PlacedExpression {
  readonly text: string;
  readonly step: string;
  readonly path: string;
  /** Conditions of edges see what came out of their step, all others what has arrived. */
  readonly isAfter: boolean;
}

/** All expressions of a process, those within the inputs of its actions too. */
export function expressionsOf({ steps, edges }: ProcessDocument): PlacedExpression[] {
  const ofSteps = Object.entries(steps).flatMap(([name, step]) =>
    textsOf(step, `steps.${name}`).map((found) => ({ ...found, step: name, isAfter: false })),
  );
  const ofEdges = edges.flatMap(({ from, when }, index) =>
    when === undefined ? [] : [{ text: when, step: from, path: `edges.${index}.when`, isAfter: true }],
  );
  return [...ofSteps, ...ofEdges];
}

type FoundText = Pick<PlacedExpression, 'text' | 'path'>;

function textsOf(step: Step, path: string): FoundText[] {
  if (step.kind === 'transform') return [{ text: step.expression, path: `${path}.expression` }];
  if (step.kind === 'filter') return [{ text: step.condition, path: `${path}.condition` }];
  if (step.kind !== 'action') return [];
  const key = step.key === undefined ? [] : [{ text: step.key, path: `${path}.key` }];
  return [...key, ...textsWithin(step.input, `${path}.input`)];
}

function textsWithin(template: unknown, path: string): FoundText[] {
  const text = expressionOf(template);
  if (text !== undefined) return [{ text, path }];
  if (typeof template !== 'object' || template === null) return [];
  return Object.entries(template).flatMap(([name, value]) => textsWithin(value, `${path}.${name}`));
}
