import { graphql } from 'graphql';
import { z } from 'zod';
import type { Store } from '../data/store.ts';
import { roots } from './roots.ts';
import { schema } from './schema.ts';

const GraphqlRequest = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/** Answers a GraphQL request: what is asked wrongly is in `errors`, beside the data that could be had. */
export function graphqlHandler(store: Store) {
  const rootValue = roots(store);
  return (body: unknown) => {
    const { query, variables, operationName } = GraphqlRequest.parse(body);
    return graphql({ schema, rootValue, source: query, variableValues: variables, operationName });
  };
}
