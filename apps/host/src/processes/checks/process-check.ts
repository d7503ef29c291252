import { PluginCatalogue } from '@mortise/runtime';
import { ExpressionEvaluator } from '@mortise/sdk/expressions';
import { Injectable } from '@nestjs/common';
import { ConnectionsService } from '../../connections/connections.service.ts';
import { NotFoundError } from '../../errors/not-found-error.ts';
import { JsonSchemaCheck, SchemaBrokenError } from '../../schemas/json-schema-check.ts';
import type { ProcessDocument } from '../process-document.ts';
import { actionProblems } from './action-problems.ts';
import { batchProblems } from './batch-problems.ts';
import { dataProblems } from './data-problems.ts';
import { expressionProblems } from './expression-problems.ts';
import { graphProblems } from './graph-problems.ts';
import { error, type Problem } from './problem.ts';
import { scheduleProblems } from './schedule-problems.ts';

/** Looks through a process for whatever can be known to go wrong before it runs. */
@Injectable()
export class ProcessCheck {
  constructor(
    private readonly catalogue: PluginCatalogue,
    private readonly connections: ConnectionsService,
    private readonly evaluator: ExpressionEvaluator,
  ) {}

  /** Errors first, in the order of the steps. Throws an ExpressionError where expressions cannot be read at the moment. */
  async problems(tenant: string, document: ProcessDocument): Promise<Problem[]> {
    const catalogue = this.catalogue.openTo(tenant);
    const problems = [
      ...graphProblems(document),
      ...batchProblems(document, catalogue),
      ...(await actionProblems(document, catalogue, (application, word) => this.#find(tenant, application, word))),
      ...startProblems(document),
      ...scheduleProblems(document),
      ...dataProblems(document, catalogue),
      ...(await expressionProblems(document, catalogue, this.evaluator, `tenant ${tenant}`)),
    ];
    const order = Object.keys(document.steps);
    const rank = ({ severity, step }: Problem) =>
      (severity === 'error' ? 0 : order.length + 1) + (step === undefined ? 0 : 1 + order.indexOf(step));
    return problems.toSorted((a, b) => rank(a) - rank(b));
  }

  async #find(tenant: string, application: string, idOrName: string) {
    try {
      return await this.connections.findOf(tenant, application, idOrName);
    } catch (fault) {
      if (fault instanceof NotFoundError) return undefined;
      throw fault;
    }
  }
}

/** What runs are started with has to be described by a JSON Schema, if at all. */
function startProblems({ steps }: ProcessDocument): Problem[] {
  return Object.entries(steps).flatMap(([name, step]) => {
    if (step.kind !== 'start' || !step.input) return [];
    try {
      JsonSchemaCheck.of(step.input);
      return [];
    } catch (fault) {
      if (!(fault instanceof SchemaBrokenError)) throw fault;
      return [
        error('schema_invalid', `The input is no JSON Schema: ${fault.message}.`, { step: name, path: `steps.${name}.input` }),
      ];
    }
  });
}
