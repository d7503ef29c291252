import type { HttpRequest, HttpResponse } from '../http/request.ts';
import type { Responses } from '../http/status-ranges.ts';
import type { Schema, SchemaOutput } from '../schema/schema.ts';

/** The validated input of an action, as its methods receive it. */
export type InputOf<A extends { readonly input: Schema }> = SchemaOutput<A['input']>;

/** What an action gives; for a batch connector, one item. */
export type OutputOf<A extends { readonly output: Schema }> = SchemaOutput<A['output']>;

/** The validated body that a batch connector pages through. */
export type ResponseOf<A extends { readonly response: Schema }> = SchemaOutput<A['response']>;

/** What kind of step an action makes in a process. */
export type ActionKind = 'connector' | 'batch';

export interface ActionLog {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** What a running action is given besides its input. */
export interface ActionContext {
  /** The connection's settings without its secrets. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Where a batch goes on; absent on its first page. */
  readonly cursor?: string;
  /** The same for every attempt of one message at one step. */
  readonly idempotencyKey: string;
  readonly log: ActionLog;
  /** Aborted when the caller gives up or the deadline passes; for actions that wait on something of their own. */
  readonly signal: AbortSignal;
  /**
   * Sends a request with the connection's credentials. Answers that are not judged a success are thrown: ApiError,
   * UnavailableError, RateLimitError, NetworkError, TimeoutError and the errors of the outgoing guards.
   */
  send(request: HttpRequest, responses?: Responses): Promise<HttpResponse>;
}

/** What the editor, the API and a process see of a piece of an integration. */
export abstract class Action {
  abstract readonly kind: ActionKind;
  /** Lower case with hyphens; with the application's name it is the id, for example `demo-shop.get-order`. */
  abstract readonly name: string;
  /** In sentence case: "Get an order". */
  abstract readonly title: string;
  readonly description?: string;
  abstract readonly input: Schema;
  abstract readonly output: Schema;

  abstract execute(input: unknown, context: ActionContext): unknown;
}
