import type { ExpressionEvaluator } from '@mortise/sdk/expressions';
import { expressionOf, literalText } from '../processes/template.ts';

/** What expressions of a step can see. */
export interface Scope {
  /** What arrived at the step; on the edges that lead on, what came out of it. */
  readonly data: unknown;
  readonly steps: Readonly<Record<string, unknown>>;
  readonly run: Readonly<Record<string, unknown>>;
}

const plainPath = /^(?:data|steps|run)(?:\.[A-Za-z_]\w*)*$/;

/** Evaluates the expressions of processes. */
export class Mapping {
  readonly #evaluator: ExpressionEvaluator;

  constructor(evaluator: ExpressionEvaluator) {
    this.#evaluator = evaluator;
  }

  /** What JSONata gives. A path through objects alone is walked here, where nothing can take long. */
  async evaluate(expression: string, scope: Scope, tenant: string): Promise<unknown> {
    const walked = walk(expression, scope);
    return walked ? walked.value : this.#evaluator.evaluate(expression, scope, { group: tenant });
  }

  /** Whether a condition holds. Only `true` does. */
  async holds(condition: string, scope: Scope, tenant: string): Promise<boolean> {
    return (await this.evaluate(condition, scope, tenant)) === true;
  }

  /** JSON with the texts that begin with `=` replaced by what they give. What an expression does not find is left out. */
  async fill(template: unknown, scope: Scope, tenant: string): Promise<unknown> {
    if (typeof template === 'string') {
      const expression = expressionOf(template);
      return expression === undefined ? literalText(template) : this.evaluate(expression, scope, tenant);
    }
    if (Array.isArray(template)) {
      const items = await Promise.all(template.map((item) => this.fill(item, scope, tenant)));
      return items.filter((item) => item !== undefined);
    }
    if (typeof template !== 'object' || template === null) return template;
    const entries = await Promise.all(
      Object.entries(template).map(async ([name, value]) => [name, await this.fill(value, scope, tenant)] as const),
    );
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }
}

/** The names of a path through objects alone, the first of which is a part of the {@link Scope}; nothing for other expressions. */
export function plainNames(expression: string): readonly string[] | undefined {
  const path = expression.trim();
  return plainPath.test(path) ? path.split('.') : undefined;
}

function walk(expression: string, scope: Scope): { readonly value: unknown } | undefined {
  const [root, ...names] = plainNames(expression) ?? [];
  if (root === undefined) return undefined;
  let value: unknown = root === 'data' ? scope.data : root === 'steps' ? scope.steps : scope.run;
  for (const name of names) {
    // In JSONata a path goes through all items of a list.
    if (Array.isArray(value)) return undefined;
    value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return { value };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
