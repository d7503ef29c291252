import { fail, GraphqlConnector } from '@mortise/sdk';

/** Below the base URL, the one address of the Admin API. */
export const adminPath = '/graphql.json';

/** Codes of faults on Shopify's side. @see https://shopify.dev/docs/api/admin-graphql#status_and_error_codes */
export const passingFaults = ['INTERNAL_SERVER_ERROR'];

/**
 * A query or mutation that asks for one field and calls it `answer`. What a mutation refuses is thus at `answer.userErrors`, where the
 * application looks for it, whatever the mutation.
 */
export abstract class AdminConnector extends GraphqlConnector {
  override readonly path = adminPath;
  override readonly retryCodes = passingFaults;

  override result({ answer }: Readonly<Record<string, unknown>>) {
    return answer === null ? fail('The shop has nothing that fits.') : answer;
  }
}
