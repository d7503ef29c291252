import type { ActionFacts, CallReport, PluginStatus } from '@mortise/runtime';
import type { ExchangeReport } from '@mortise/sdk';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { applicationOf } from '../actions/application-of.ts';
import type { RequestReport } from './host-log.ts';
import { Series } from './series.ts';

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const byOutcome = ['application', 'action', 'outcome'];
const statusClasses = ['none', '1xx', '2xx', '3xx', '4xx', '5xx'];

/** Prometheus figures of one host. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #calls = this.#counter('mortise_calls_total', 'Calls by outcome', byOutcome);
  readonly #duration = this.#histogram('mortise_call_duration_seconds', 'Duration of calls', byOutcome);
  readonly #attempts = this.#counter('mortise_call_attempts_total', 'Attempts of calls', byOutcome);
  readonly #bytes = this.#counter('mortise_call_bytes_total', 'Bytes of bodies', ['application', 'action', 'direction']);
  readonly #exchanges = this.#counter('mortise_exchanges_total', 'Requests to services', [
    'application',
    'action',
    'status_class',
  ]);
  readonly #budgetWait = this.#histogram('mortise_limit_wait_seconds', 'Time that calls waited for the budget of their account', [
    'application',
  ]);
  readonly #requests = this.#histogram('mortise_http_request_duration_seconds', 'Requests to the host', [
    'method',
    'route',
    'status',
  ]);

  readonly #runs = this.#counter('mortise_runs_total', 'Runs that ended, by how', ['state']);
  readonly #messages = this.#counter('mortise_messages_total', 'Attempts at messages, by what became of the message', ['state']);
  readonly #queueWait = this.#histogram(
    'mortise_queue_wait_seconds',
    'Time from when a message was made to its first attempt',
    [],
  );

  readonly #callSeries = new Series((action, outcome) => ({
    calls: this.#calls.labels(applicationOf(action), action, outcome),
    duration: this.#duration.labels(applicationOf(action), action, outcome),
    attempts: this.#attempts.labels(applicationOf(action), action, outcome),
    sent: this.#bytes.labels(applicationOf(action), action, 'sent'),
    received: this.#bytes.labels(applicationOf(action), action, 'received'),
  }));
  readonly #exchangeSeries = new Series((action, statusClass) =>
    this.#exchanges.labels(applicationOf(action), action, statusClasses[Number(statusClass)] ?? 'none'),
  );
  readonly #requestSeries = new Map<string, Series<Histogram.Internal<string>>>();

  constructor(plugins: () => readonly PluginStatus[]) {
    collectDefaultMetrics({ register: this.#registry });
    new Gauge({
      name: 'mortise_plugins',
      help: 'Installed plugins',
      labelNames: ['status'],
      registers: [this.#registry],
      collect() {
        const count = (status: PluginStatus['status']) => plugins().filter((plugin) => plugin.status === status).length;
        this.set({ status: 'ready' }, count('ready'));
        this.set({ status: 'failed' }, count('failed'));
      },
    });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  call({ action, application, outcome, durationMs, budgetWaitMs, attempts, requestBytes, responseBytes }: CallReport): void {
    const series = this.#callSeries.of(action, outcome);
    series.calls.inc();
    series.duration.observe(durationMs / 1000);
    series.attempts.inc(attempts);
    series.sent.inc(requestBytes);
    series.received.inc(responseBytes);
    if (budgetWaitMs > 0) this.#budgetWait.labels(application).observe(budgetWaitMs / 1000);
  }

  exchange({ action, status = 0 }: ExchangeReport & ActionFacts): void {
    this.#exchangeSeries.of(action, Math.floor(status / 100)).inc();
  }

  request({ method, route, status, durationMs }: RequestReport): void {
    let series = this.#requestSeries.get(method);
    if (!series) {
      series = new Series((path, code) => this.#requests.labels(method, path, code));
      this.#requestSeries.set(method, series);
    }
    series.of(route, status).observe(durationMs / 1000);
  }

  run(state: string): void {
    this.#runs.labels(state).inc();
  }

  /** `waitedMs` of a first attempt. */
  message(state: string, waitedMs: number | undefined): void {
    this.#messages.labels(state).inc();
    if (waitedMs !== undefined) this.#queueWait.observe(waitedMs / 1000);
  }

  /** Has something counted whenever somebody asks for the figures. What cannot be counted then is left out. */
  count(name: string, help: string, label: string, read: () => Promise<ReadonlyMap<string, number>>): void {
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [this.#registry],
      async collect() {
        const counts = await read().catch(() => new Map<string, number>());
        this.reset();
        for (const [value, amount] of counts) this.set({ [label]: value }, amount);
      },
    });
  }

  #counter(name: string, help: string, labelNames: string[]) {
    return new Counter({ name, help, labelNames, registers: [this.#registry] });
  }

  #histogram(name: string, help: string, labelNames: string[]) {
    return new Histogram({ name, help, labelNames, buckets: seconds, registers: [this.#registry] });
  }
}
