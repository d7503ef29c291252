import { Action } from '../actions/action.ts';
import type { Responses } from '../http/status-ranges.ts';

/** What queries that give one result and queries that list have in common. */
export abstract class GraphqlAction extends Action {
  /** The document as text. Values belong into variables, never into the text. */
  abstract readonly query: string;
  /** Below the application's base URL; an empty text for the base URL itself. */
  readonly path: string = '/graphql';
  /** Which operation of the document to run, where it has several. */
  readonly operationName?: string;
  /** What data beside errors is worth: nothing, or enough to go on with a warning in the log. */
  readonly partialData: 'fail' | 'accept' = 'fail';
  /** Further codes, of `extensions.code` or `type`, that mean: not now. The call is then retried. */
  readonly retryCodes: readonly string[] = [];
  /** How answers are judged by their status where this query differs from its application. */
  readonly responses?: Responses;

  /** Where the query is sent; `path` where this is not overridden, for a service whose address depends on the settings. */
  endpoint(_settings: Record<string, unknown>): string {
    return this.path;
  }
}
