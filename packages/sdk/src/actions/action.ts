import type { DownloadOptions } from '../files/download.ts';
import type { FileReference } from '../files/file-reference.ts';
import type { ReadFileOptions } from '../files/read-file.ts';
import type { HttpRequest, HttpResponse } from '../http/request.ts';
import type { Responses } from '../http/status-ranges.ts';
import type { Schema, SchemaOutput } from '../schema/schema.ts';

/** The validated input of an action, as its methods receive it. */
export type InputOf<A extends { readonly input: Schema }> = SchemaOutput<A['input']>;

/** What an action gives; for a batch connector, one item. */
export type OutputOf<A extends { readonly output: Schema }> = SchemaOutput<A['output']>;

/** The validated body that a batch connector pages through. */
export type ResponseOf<A extends { readonly response: Schema }> = SchemaOutput<A['response']>;

/** What kind of step an action makes in a process; `webhook` and `poll` start one. */
export const actionKinds = ['connector', 'batch', 'custom', 'transform', 'filter', 'webhook', 'poll'] as const;
export type ActionKind = (typeof actionKinds)[number];

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
  /** The same for every attempt of one message at one step. What is written after the first POST or PATCH gets a number besides. */
  readonly idempotencyKey: string;
  readonly log: ActionLog;
  /** Aborted when the caller gives up or the deadline passes; for actions that wait on something of their own. */
  readonly signal: AbortSignal;
  /**
   * Sends a request with the connection's credentials. Answers that are not judged a success are thrown: ApiError,
   * UnavailableError, RateLimitError, NetworkError, TimeoutError and the errors of the outgoing guards.
   */
  send(request: HttpRequest, responses?: Responses): Promise<HttpResponse>;
  /**
   * Sends a request and keeps the body of its answer as a file, of which only a reference comes here. Throws what `send` throws, a
   * ResponseTooLargeError, and a FileStoreError.
   */
  download(request: HttpRequest, options?: DownloadOptions): Promise<FileReference>;
  /**
   * The content of a file that an action before has downloaded, for example to upload it. Throws a FileNotFoundError where it is
   * not kept any more, and a ResponseTooLargeError.
   */
  readFile(file: FileReference, options?: ReadFileOptions): Promise<Uint8Array>;
  /**
   * Evaluates JSONata where the host does; absent outside of a host. Transform and Filter use it. Throws the errors of the
   * `ExpressionEvaluator`.
   */
  evaluate?(expression: string, input: unknown): Promise<unknown>;
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
  /**
   * False where doing it twice would hurt. A call whose service is lost while it runs then ends with an error, since nobody knows
   * how far it got; others are tried again on another instance.
   */
  readonly repeatable?: boolean;

  abstract execute(input: unknown, context: ActionContext): unknown;
}
