import type {
  ApiDescription,
  DownloadOptions,
  FileReference,
  HttpRequest,
  HttpResponse,
  Outcome,
  ReadFileOptions,
  Responses,
} from '@mortise/sdk';
import type { PluginPackage } from '../plugins/plugin-package.ts';
import type { WebhookTask } from './webhook-task.ts';

/** One attempt at one action. */
export interface Invocation {
  /** Name of the action inside its plugin. */
  readonly action: string;
  readonly input: unknown;
  /** The connection's settings without secrets. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly cursor?: string | undefined;
  readonly idempotencyKey: string;
  /** What a webhook shall do. */
  readonly task?: WebhookTask | undefined;
  /** In milliseconds of this process's `performance.now()`. */
  readonly deadlineAt: number;
  readonly signal?: AbortSignal | undefined;
}

export type LogLevel = 'info' | 'warn' | 'error';

/** What an action may ask of the host while it runs. */
export interface InvocationHost {
  send(request: HttpRequest, responses: Responses | undefined): Promise<HttpResponse>;
  /** Keeps the body of the answer as a file. */
  download(request: HttpRequest, options: DownloadOptions): Promise<FileReference>;
  /** The content of a file, by its id. */
  readFile(id: string, options: ReadFileOptions): Promise<Uint8Array>;
  log(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** Where the code of plugins runs. */
export interface Runner {
  /** Loads the plugin's code, so that the first call need not. Throws a PluginLoadError. */
  load(plugin: PluginPackage): Promise<void>;
  /** What the application says about its API for these settings. Throws a PluginLoadError or a PluginBrokenError. */
  describe(plugin: PluginPackage, settings: Readonly<Record<string, unknown>>): Promise<ApiDescription>;
  /** Runs one attempt. Never throws: whatever happens is an outcome. */
  run(plugin: PluginPackage, invocation: Invocation, host: InvocationHost): Promise<Outcome>;
  /** Frees what a plugin holds, after the calls in flight have ended. */
  release(plugin: PluginPackage): Promise<void>;
  close(): Promise<void>;
}
