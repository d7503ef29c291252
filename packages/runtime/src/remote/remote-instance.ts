import { type ApiDescription, type Outcome, toOutcome } from '@mortise/sdk';
import type { ExpressionEvaluator } from '@mortise/sdk/expressions';
import type { Manifest } from '@mortise/sdk/manifest';
import { InstanceLostError } from '../errors/instance-lost-error.ts';
import { CallDesk, type PluginLog } from '../runners/call-desk.ts';
import type { HostFrame } from '../runners/protocol.ts';
import type { Invocation, InvocationHost } from '../runners/runner.ts';
import { actionContract } from './action-contract.ts';

export interface RemoteInstanceOptions {
  readonly service: string;
  readonly offers: readonly Manifest[];
  /** Calls that it takes at a time. */
  readonly concurrency: number;
  readonly evaluator: ExpressionEvaluator;
  readonly send: (frame: HostFrame) => void;
  readonly log: PluginLog;
}

/** One connected instance of a service. Ends for good when its connection does; it comes back as another one. */
export class RemoteInstance {
  readonly #options: RemoteInstanceOptions;
  /** The contract of each action that it offers, by application. */
  readonly #contracts: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly #desk: CallDesk;
  readonly #left = Promise.withResolvers<void>();
  #endReason: string | undefined;
  /** Told once no call is under way; it takes no more. */
  #onDrained: (() => void) | undefined;

  constructor(options: RemoteInstanceOptions) {
    this.#options = options;
    const { service, offers, evaluator, send, log } = options;
    this.#contracts = new Map(
      offers.map(({ application, actions }) => [
        application.name,
        new Map(actions.map((action) => [action.name, actionContract(action)])),
      ]),
    );
    this.#desk = new CallDesk({ group: service, evaluator, send, log, onChange: () => this.#checkDrained() });
  }

  /** Settles once it takes no more calls. */
  get left(): Promise<void> {
    return this.#left.promise;
  }

  get isUsable(): boolean {
    return this.#endReason === undefined && this.#onDrained === undefined;
  }

  /** Calls that it takes at a time. */
  get concurrency(): number {
    return this.#options.concurrency;
  }

  offers(application: string, action?: string): boolean {
    const contracts = this.#contracts.get(application);
    return contracts !== undefined && (action === undefined || contracts.has(action));
  }

  /** What it understands by an action; absent where it does not offer it. */
  contractOf(application: string, action: string): string | undefined {
    return this.#contracts.get(application)?.get(action);
  }

  describe(settings: Readonly<Record<string, unknown>>, application: string): Promise<ApiDescription> {
    return this.#desk.describe(settings, application);
  }

  /** `lost` says that it ended before the call did. */
  async run(
    invocation: Invocation,
    application: string,
    host: InvocationHost,
    { isRepeatable, mayTryAgain }: { readonly isRepeatable: boolean; readonly mayTryAgain: boolean },
  ): Promise<{ readonly outcome: Outcome; readonly lost: boolean }> {
    const before = this.#desk.size;
    const running = this.#desk.run({ ...invocation, application }, host);
    const hasBegun = this.#desk.size > before;
    const outcome = await running;
    const code = 'error' in outcome ? outcome.error?.code : undefined;
    if (code === 'instance_lost' && this.#endReason !== undefined) {
      return { outcome: toOutcome(new InstanceLostError(this.#options.service, this.#endReason, mayTryAgain)), lost: true };
    }
    return { outcome: hasBegun && !isRepeatable ? withoutRepeat(outcome) : outcome, lost: false };
  }

  /** Takes a frame that its connection has found to be authentic. */
  receive(frame: unknown): void {
    // What is not in the protocol comes from a newer SDK, and is for newer hosts.
    if (this.#desk.receive(frame) === 'unknown') this.#options.log('warn', 'It said something that this host does not know.');
  }

  /** Gives it no more calls. `onDrained` is told once those under way have ended. */
  drain(onDrained: () => void): void {
    this.#onDrained = onDrained;
    this.#left.resolve();
    this.#checkDrained();
  }

  /** Ends it; the calls under way are lost. */
  end(reason: string): void {
    if (this.#endReason !== undefined) return;
    this.#endReason = reason;
    this.#desk.abandon(new InstanceLostError(this.#options.service, reason, true));
    this.#left.resolve();
  }

  #checkDrained(): void {
    if (this.#desk.size === 0) this.#onDrained?.();
  }
}

/** Nobody knows how far an action got that was not waited for any longer. */
function withoutRepeat(outcome: Outcome): Outcome {
  if (!('error' in outcome) || !outcome.error || !['timeout', 'cancelled'].includes(outcome.error.code)) return outcome;
  const { retryAfterMs: _retryAfterMs, ...error } = outcome.error;
  const detail = `${error.detail} It may have been done: look, then call it again where it was not.`;
  return { outcome: 'fail', error: { ...error, detail, retryable: false } };
}
