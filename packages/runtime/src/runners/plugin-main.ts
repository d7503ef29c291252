/** The process of one plugin: loads it, then executes what the host asks for. Its only way out is the channel to the host. */
import { Socket } from 'node:net';
import { ActionError, type ActionLog, execute, type HttpResponse, isMortiseError, ReportedError, toOutcome } from '@mortise/sdk';
import { FrameChannel } from './frame-channel.ts';
import { LoadedPlugin } from './loaded-plugin.ts';
import { channelDescriptor, HostFrame, type PluginFrame } from './protocol.ts';
import { fromBytes, toWireApi, toWireFields, toWireOutcome, toWireRequest } from './wire.ts';

type Frame<Type extends HostFrame['type']> = Extract<HostFrame, { type: Type }>;

const [entry = '', revision = ''] = process.argv.slice(2);
const socket = new Socket({ fd: channelDescriptor, readable: true, writable: true });
const cancellations = new Map<number, AbortController>();
const exchanges = new Map<number, PromiseWithResolvers<HttpResponse>>();
let lastExchange = 0;

const channel = new FrameChannel<PluginFrame>(socket, { onFrame: (frame) => handle(HostFrame.parse(frame)), onBroken: leave });

// A host that is gone needs no plugin.
socket.on('close', () => leave('the host is gone'));

process.on('unhandledRejection', (reason) => {
  channel.send({ type: 'log', level: 'error', message: `A promise was rejected and nobody waited for it: ${describe(reason)}` });
});
process.on('uncaughtException', (error) => {
  channel.send({ type: 'crash', reason: describe(error) });
  channel.flush();
  process.exit(1);
});

const plugin = await load();

async function load(): Promise<LoadedPlugin> {
  try {
    const loaded = await LoadedPlugin.import(entry, revision);
    channel.send({ type: 'ready', actions: loaded.actionNames });
    return loaded;
  } catch (error) {
    channel.send({ type: 'failed', reason: describe(error) });
    channel.flush();
    process.exit(1);
  }
}

function handle(frame: HostFrame): void {
  switch (frame.type) {
    case 'ping':
      channel.send({ type: 'pong' });
      return;
    case 'describe':
      answerDescribe(frame);
      return;
    case 'call':
      void answerCall(frame);
      return;
    case 'cancel':
      cancellations.get(frame.id)?.abort();
      return;
    case 'response':
      take(frame.exchange)?.resolve({ status: frame.status, headers: frame.headers, body: fromBytes(frame.body) });
      return;
    case 'refusal':
      take(frame.exchange)?.reject(new ReportedError(frame.error));
      return;
  }
}

function answerDescribe({ id, settings }: Frame<'describe'>): void {
  try {
    channel.send({ type: 'description', id, api: toWireApi(plugin.describe(settings)) });
  } catch (thrown) {
    const error = isMortiseError(thrown)
      ? thrown
      : new ActionError(`The application threw: ${describe(thrown)}`, { cause: thrown });
    channel.send({ type: 'undescribed', id, error: error.toJSON() });
  }
}

async function answerCall({ id, action, input, settings, cursor, idempotencyKey }: Frame<'call'>): Promise<void> {
  try {
    const outcome = await execute(plugin.action(action), input, {
      settings,
      idempotencyKey,
      ...(cursor !== undefined && { cursor }),
      log: logFor(id),
      get signal() {
        return cancellationOf(id).signal;
      },
      send: (request, responses) => {
        const exchange = ++lastExchange;
        const pending = Promise.withResolvers<HttpResponse>();
        exchanges.set(exchange, pending);
        channel.send({
          type: 'request',
          id,
          exchange,
          request: toWireRequest(request),
          ...(responses !== undefined && { responses }),
        });
        return pending.promise;
      },
    });
    channel.send({ type: 'result', id, outcome: toWireOutcome(outcome) });
  } catch (error) {
    channel.send({ type: 'result', id, outcome: toOutcome(error) });
  } finally {
    cancellations.delete(id);
  }
}

/** Made on first use: few actions ask for it. */
function cancellationOf(id: number): AbortController {
  const known = cancellations.get(id) ?? new AbortController();
  cancellations.set(id, known);
  return known;
}

function logFor(id: number): ActionLog {
  const write = (level: 'info' | 'warn') => (message: string, fields?: Readonly<Record<string, unknown>>) =>
    channel.send({ type: 'log', id, level, message: String(message), ...(fields && { fields: toWireFields(fields) }) });
  return { info: write('info'), warn: write('warn') };
}

function take(exchange: number): PromiseWithResolvers<HttpResponse> | undefined {
  const pending = exchanges.get(exchange);
  exchanges.delete(exchange);
  return pending;
}

function leave(reason: string): never {
  process.stderr.write(`Ends: ${reason}.\n`);
  process.exit(0);
}

function describe(thrown: unknown): string {
  if (isMortiseError(thrown)) return thrown.message;
  return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
}
