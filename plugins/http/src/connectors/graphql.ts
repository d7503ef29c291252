import { type ActionContext, Connector, GraphqlConnector, type InputOf } from '@mortise/sdk';
import { z } from 'zod';
import { contextWithHeaders } from '../context-with-headers.ts';
import { path, target } from '../fields.ts';

const input = z.object({
  path: path.default('/graphql'),
  query: z.string().min(1).meta({ title: 'Query', description: 'A query or a mutation. Values belong into the variables' }),
  variables: z.record(z.string(), z.unknown()).default({}).meta({ title: 'Variables' }),
  operationName: z
    .string()
    .min(1)
    .optional()
    .meta({ title: 'Operation', description: 'Which one to run, where the query has several' }),
  headers: target.headers,
  partialData: z
    .enum(['fail', 'accept'])
    .default('fail')
    .meta({ title: 'Data beside errors', description: 'Fails by default; what is accepted goes on with a warning in the log' }),
});
const output = z.record(z.string(), z.unknown());
type Input = z.infer<typeof input>;

/** @see https://spec.graphql.org/October2021/ */
export class Graphql extends Connector {
  readonly name = 'graphql';
  readonly title = 'Send a GraphQL query';
  override readonly description = 'A query or mutation. Gives its data; errors in an answer with status 200 are failures.';
  readonly input = input;
  readonly output = output;

  execute(given: InputOf<Graphql>, context: ActionContext) {
    return new Query(given).execute(given, contextWithHeaders(context, given.headers));
  }
}

/** What one call asks, as the facts that the SDK wants. */
class Query extends GraphqlConnector {
  readonly name = 'graphql';
  readonly title = 'Send a GraphQL query';
  readonly input = input;
  readonly output = output;
  readonly query: string;
  override readonly path: string;
  override readonly partialData: Input['partialData'];
  declare readonly operationName?: string;

  constructor({ path, query, partialData, operationName }: Input) {
    super();
    this.path = path;
    this.query = query;
    this.partialData = partialData;
    if (operationName !== undefined) this.operationName = operationName;
  }

  override variables({ variables }: Input) {
    return variables;
  }
}
