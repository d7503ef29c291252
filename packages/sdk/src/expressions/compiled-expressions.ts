import jsonata from 'jsonata';
import { ExpressionError } from './expression-error.ts';

const kept = 500;

/** Expressions that were read already: the same few come again and again. The one that was not used for longest makes room. */
export class CompiledExpressions {
  readonly #options: jsonata.JsonataOptions;
  readonly #known = new Map<string, jsonata.Expression>();

  constructor(options: jsonata.JsonataOptions) {
    this.#options = options;
  }

  /** Throws what JSONata throws where the expression cannot be read. */
  compile(text: string): jsonata.Expression {
    const compiled = this.#known.get(text) ?? compile(text, this.#options);
    this.#known.delete(text);
    this.#known.set(text, compiled);
    const [oldest] = this.#known.keys();
    if (this.#known.size > kept && oldest !== undefined) this.#known.delete(oldest);
    return compiled;
  }
}

function compile(text: string, options: jsonata.JsonataOptions): jsonata.Expression {
  const compiled = jsonata(text, options);
  // Text from the data must not become code.
  compiled.registerFunction('eval', () => {
    throw new ExpressionError('expression_failed', 'The function $eval is not available here. Write the expression out.');
  });
  return compiled;
}
