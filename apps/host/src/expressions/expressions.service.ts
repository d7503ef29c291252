import { ExpressionEvaluator, isTrue } from '@mortise/sdk/expressions';
import { Injectable } from '@nestjs/common';
import type { EvaluationAnswer, EvaluationBody } from './evaluation-schemas.ts';

/** Evaluates expressions as a transform or a filter would, for whoever writes one. */
@Injectable()
export class ExpressionsService {
  constructor(private readonly evaluator: ExpressionEvaluator) {}

  /** Throws an ExpressionError, whose `position` says where the expression is wrong; a CancelledError. */
  async evaluate(tenant: string, body: EvaluationBody, signal: AbortSignal): Promise<EvaluationAnswer> {
    const startedAt = performance.now();
    const result = await this.evaluator.evaluate(body.expression, body.input, { signal, group: `tenant ${tenant}` });
    const output = body.kind === 'filter' ? isTrue(result) : (result ?? null);
    return { output, durationMs: Math.round((performance.now() - startedAt) * 100) / 100 };
  }
}
