import type { PluginCatalogue } from '@mortise/runtime';
import { ExpressionError, type ExpressionEvaluator } from '@mortise/sdk/expressions';
import { plainNames } from '../../runs/mapping.ts';
import { Graph } from '../graph.ts';
import type { ProcessDocument } from '../process-document.ts';
import { expressionsOf, type PlacedExpression } from './expressions.ts';
import { error, type Problem, warning } from './problem.ts';
import { resultsKnown } from './results-known.ts';
import { stepReferences } from './step-references.ts';

/** Read at once; the others of the tenant's group wait for their turn. */
const readAtOnce = 8;

/** Expressions that cannot be read, and those that look at steps whose results they never see. */
export async function expressionProblems(
  document: ProcessDocument,
  catalogue: Pick<PluginCatalogue, 'find'>,
  evaluator: Pick<ExpressionEvaluator, 'check'>,
  group: string,
): Promise<Problem[]> {
  const expressions = expressionsOf(document);
  const faults = await faultsOf(new Set(expressions.map(({ text }) => text)), evaluator, group);
  const graph = new Graph(document);
  return expressions.flatMap((expression) => {
    const { text, step, path } = expression;
    const fault = faults.get(text);
    if (!fault) return referenceProblems(expression, graph, catalogue);
    const place = { step, path, ...(fault.position !== undefined && { position: fault.position }) };
    return [error('expression_invalid', fault.message, place)];
  });
}

/** Throws an ExpressionError where none can be read at the moment. */
async function faultsOf(
  texts: ReadonlySet<string>,
  evaluator: Pick<ExpressionEvaluator, 'check'>,
  group: string,
): Promise<Map<string, ExpressionError>> {
  const faults = new Map<string, ExpressionError>();
  const open = [...texts].filter((text) => !plainNames(text));
  const read = async () => {
    for (let text = open.pop(); text !== undefined; text = open.pop()) {
      try {
        await evaluator.check(text, { group });
      } catch (fault) {
        if (!(fault instanceof ExpressionError) || fault.retryable) throw fault;
        faults.set(text, fault);
      }
    }
  };
  await Promise.all(Array.from({ length: readAtOnce }, read));
  return faults;
}

function referenceProblems(
  { text, step, path, isAfter }: PlacedExpression,
  graph: Graph,
  catalogue: Pick<PluginCatalogue, 'find'>,
): Problem[] {
  const references = stepReferences(text);
  if (references.length === 0) return [];
  const known = resultsKnown(step, graph, catalogue);
  return references.flatMap(({ step: name, isCertain }) => {
    if (!graph.step(name)) {
      const problem = isCertain ? error : warning;
      return [problem('step_unknown', `The expression looks at steps.${name}, but no step is called "${name}".`, { step, path })];
    }
    if (known.get(name) || (isAfter && name === step)) return [];
    const reason = known.has(name)
      ? 'which each item has of its own: once they are collected, it finds nothing. Put what is needed into what is collected.'
      : 'which no message passes on its way here: it finds nothing.';
    const message = `The expression looks at steps.${name}, ${reason}`;
    return [warning('step_not_before', message, { step, path })];
  });
}
