import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const Connection = z.object({ id: z.string(), application: z.string(), name: z.string() });
const Process = z.object({ id: z.string(), name: z.string(), revision: z.int() });
const Published = z.object({ version: z.int() });
const Failure = z.object({ title: z.string(), detail: z.string() });
const Run = z.object({
  id: z.string(),
  state: z.string(),
  steps: z.array(z.object({ step: z.string(), counts: z.record(z.string(), z.int()) })),
});
const FailedMessage = z.object({ id: z.string(), step: z.string(), detail: z.string(), data: z.unknown() });
const Trigger = z.object({ kind: z.string(), nextAt: z.string().optional() });
const Webhook = z.object({ process: z.string(), state: z.string(), subscription: z.string().optional() });

const pageOf = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item) });

const waitAtMostMs = 60_000;

/** The routes of a host that this example uses. All of them are in its `/api/openapi.json`. */
export class HostApi {
  readonly url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.url = url;
    this.#token = token;
  }

  /** Opens a connection; one of that name that an earlier start has left is given these values. */
  async connect(application: string, name: string, values: Readonly<Record<string, string>>): Promise<void> {
    const connections = await this.#get('/connections', z.array(Connection));
    const known = connections.find((connection) => connection.application === application && connection.name === name);
    if (known) await this.#send('PATCH', `/connections/${known.id}`, Connection, { values });
    else await this.#send('POST', '/connections', Connection, { application, name, values });
  }

  /** Makes the process what the document says, and publishes it. A document that did not change keeps its version. */
  async publish(name: string, document: object) {
    const { items } = await this.#get('/processes?limit=500', pageOf(Process));
    const known = items.find((process) => process.name === name);
    const { id, revision } = known
      ? await this.#send('PUT', `/processes/${known.id}`, Process, { document, revision: known.revision })
      : await this.#send('POST', '/processes', Process, { name, document });
    const { version } = await this.#send('POST', `/processes/${id}/publish`, Published, { revision });
    return { id, version, isNew: known === undefined };
  }

  /** Starts a run and waits for its end. */
  async run(process: string, input: object) {
    const startedAt = performance.now();
    const { id } = await this.#send('POST', `/processes/${process}/runs`, z.object({ id: z.string() }), { input });
    const run = await until(
      () => this.#get(`/runs/${id}`, Run),
      ({ state }) => state !== 'running',
    );
    return { ...run, durationMs: performance.now() - startedAt };
  }

  /** What failed in a run and waits for somebody, with the data that arrived. */
  async failedMessages(run: string) {
    const { items } = await this.#get(`/failed-messages?run=${run}`, pageOf(z.object({ id: z.string() })));
    return Promise.all(items.map(({ id }) => this.#get(`/failed-messages/${id}`, FailedMessage)));
  }

  /** Has the webhooks of a process subscribed anew, at a service that has forgotten them. */
  async subscribeAnew(process: string): Promise<void> {
    await this.#send('POST', `/processes/${process}/pause`, Process);
    await this.#untilWebhooks(process, ({ subscription }) => subscription === undefined);
    await this.#send('POST', `/processes/${process}/resume`, Process);
  }

  /** When the schedule of a process starts it next, once its webhooks are subscribed too. */
  async listening(process: string): Promise<string | undefined> {
    await this.#untilWebhooks(process, ({ state }) => state === 'ready');
    const { items } = await this.#get(`/triggers?process=${process}`, pageOf(Trigger));
    return items.find(({ kind }) => kind === 'schedule')?.nextAt;
  }

  async #untilWebhooks(process: string, isSo: (webhook: z.infer<typeof Webhook>) => boolean): Promise<void> {
    await until(
      () => this.#get(`/webhooks?process=${process}`, pageOf(Webhook)),
      ({ items }) => items.length > 0 && items.every(isSo),
    );
  }

  #get<Schema extends z.ZodType>(path: string, schema: Schema) {
    return this.#send('GET', path, schema);
  }

  async #send<Schema extends z.ZodType>(method: string, path: string, schema: Schema, body?: object): Promise<z.infer<Schema>> {
    const answer = await fetch(`${this.url}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const result = await answer.json();
    if (answer.ok) return schema.parse(result);
    const { title, detail } = Failure.parse(result);
    throw new Error(`${path}: ${title}. ${detail}`);
  }
}

async function until<Value>(ask: () => Promise<Value>, isSo: (value: Value) => boolean): Promise<Value> {
  const deadline = Date.now() + waitAtMostMs;
  for (;;) {
    const value = await ask();
    if (isSo(value)) return value;
    if (Date.now() > deadline) throw new Error(`Still not so after ${waitAtMostMs / 1000} s: ${JSON.stringify(value)}`);
    await sleep(50);
  }
}
