import { inspect } from 'node:util';
import type { ActionFacts, CallReport } from '@mortise/runtime';
import { type ExchangeReport, isMortiseError } from '@mortise/sdk';
import { type DestinationStream, type Logger, pino } from 'pino';
import type { Configuration } from '../configuration/configuration.ts';
import type { KnownSecrets } from './known-secrets.ts';
import { LogOutput } from './log-output.ts';

/** One HTTP request to the host, as the log shows it. */
export interface RequestReport {
  readonly method: string;
  /** The route's pattern, never the address that was asked for. */
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
  readonly correlationId: string;
}

/** What is known of a line that a plugin wrote. */
export type PluginFacts = Pick<ActionFacts, 'plugin' | 'version'> & Partial<Pick<ActionFacts, 'action' | 'traceId'>>;

/** The log: one JSON line per event, with named fields only. Free text is cleaned of secrets by value. */
export class HostLog {
  readonly #pino: Logger;
  readonly #secrets: KnownSecrets;
  readonly #output: DestinationStream;
  readonly #time = isoTime();

  constructor(level: Configuration['logLevel'], secrets: KnownSecrets, destination?: DestinationStream) {
    this.#output = destination ?? new LogOutput();
    this.#pino = pino(
      { level, base: null, timestamp: this.#time, formatters: { level: (label) => ({ level: label }) } },
      this.#output,
    );
    this.#secrets = secrets;
  }

  request(report: RequestReport): void {
    if (!this.#pino.isLevelEnabled('info')) return;
    const { method, route, status, durationMs, correlationId } = report;
    this.#line({ event: 'request', method, route, status, durationMs, correlationId });
  }

  call(report: CallReport): void {
    if (!this.#pino.isLevelEnabled('info')) return;
    const { action, plugin, version, connection, outcome, error, statusClass, attempts, durationMs, budgetWaitMs } = report;
    const { requestBytes, responseBytes, traceId: correlationId } = report;
    const facts = { action, plugin, version, connection, outcome, error, statusClass, attempts, durationMs };
    const wait = budgetWaitMs > 0 ? { budgetWaitMs } : undefined;
    this.#line({ event: 'call', ...facts, ...wait, requestBytes, responseBytes, correlationId });
  }

  exchange(report: ExchangeReport & ActionFacts): void {
    if (!this.#pino.isLevelEnabled('debug')) return;
    const { action, connection, method, host, status, error, durationMs, requestBytes, responseBytes, traceId } = report;
    const exchange = { action, connection, method, host, status, error, durationMs, requestBytes, responseBytes };
    this.#pino.debug({ event: 'exchange', ...exchange, correlationId: traceId });
  }

  /** What a plugin wrote, during a call or outside of one. */
  plugin(
    facts: PluginFacts,
    level: 'info' | 'warn' | 'error',
    message: string,
    fields?: Readonly<Record<string, unknown>>,
  ): void {
    const { plugin, version, action, traceId: correlationId } = facts;
    const line = { event: 'plugin', plugin, version, action, correlationId, fields: this.#cleanFields(fields) };
    this.#pino[level](line, this.#secrets.redact(message));
  }

  info(message: string, fields: Readonly<Record<string, string | number | boolean | undefined>> = {}): void {
    this.#pino.info({ event: 'host', ...fields }, this.#secrets.redact(message));
  }

  warn(message: string): void {
    this.#pino.warn({ event: 'host' }, this.#secrets.redact(message));
  }

  /** A fault of the host, with its stack: this is the one place that shows it. */
  fault(thrown: unknown, correlationId?: string): void {
    const error = isMortiseError(thrown) && thrown.code === 'internal' ? thrown.cause : thrown;
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#pino.error({ event: 'fault', correlationId, stack: this.#secrets.redact(text) });
  }

  close(): void {
    if (this.#output instanceof LogOutput) this.#output.close();
  }

  /** What pino would write for `info`, at a third of its price: these two lines come with every call. */
  #line(fields: object): void {
    this.#output.write(`{"level":"info"${this.#time()},${JSON.stringify(fields).slice(1)}\n`);
  }

  /** Fields are whatever a plugin chose, cycles included, so they are shown as text. */
  #cleanFields(fields: Readonly<Record<string, unknown>> | undefined): string | undefined {
    return fields && this.#secrets.redact(inspect(fields, { depth: 4, breakLength: Infinity, maxStringLength: 1000 }));
  }
}

/** Many lines are written within one millisecond; they share the text of it. */
function isoTime(): () => string {
  let last = 0;
  let text = '';
  return () => {
    const now = Date.now();
    if (now !== last) {
      last = now;
      text = `,"time":"${new Date(now).toISOString()}"`;
    }
    return text;
  };
}
