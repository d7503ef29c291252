import { type ActionClass, type ActionLog, type ActionWith, type Outcome, ReportedError, runAction } from '@mortise/sdk';
import { onTestFinished } from 'vitest';
import { FakeApi } from '../fake-api/fake-api.ts';
import { fenced } from '../fake-api/network-guard.ts';
import type { RecordedRequest } from '../fake-api/recorded-request.ts';
import type { SignInRoute } from './sign-in-route.ts';
import { openTestConnection, type TestAccount, type TestConnection } from './test-connection.ts';

export interface TestConnectorOptions extends TestAccount {
  /** Attempts in all, as a host would make them. 1 by default, so that a test sees what a single one does. */
  readonly maxAttempts?: number;
  /** Milliseconds for all attempts together. 5,000 by default. */
  readonly timeoutMs?: number;
  readonly log?: ActionLog;
}

export interface Attempt {
  /** Where a batch goes on, or the state of the last poll. */
  readonly cursor?: string | undefined;
  readonly maxAttempts?: number;
  readonly timeoutMs?: number;
  readonly idempotencyKey?: string;
}

/** A class of an action, or an instance of it. */
export type TestedAction<Input, Output> = ActionClass<Input, Output> | InstanceType<ActionClass<Input, Output>>;

/** More pages than any test has; a cursor that never ends would otherwise never end. */
const maxPages = 1000;

/** An action with a fake API behind it. */
export class ConnectorTest<Input, Output> {
  readonly fake = new FakeApi();
  readonly #action: ActionWith<Output>;
  readonly #options: TestConnectorOptions;
  #opening: Promise<TestConnection> | undefined;
  #signIn: SignInRoute | undefined;

  constructor(action: TestedAction<Input, Output>, options: TestConnectorOptions) {
    this.#action = typeof action === 'function' ? new action() : action;
    this.#options = options;
  }

  /** Queues replies, one for each request: a body, `{ status, headers, body }`, one of `faults`, or a function of the request. */
  replies(...replies: readonly unknown[]): this {
    this.fake.replies(...replies);
    return this;
  }

  /** What the action sent, in order; requests for tokens are in `signIns`. */
  get requests(): readonly RecordedRequest[] {
    return this.fake.requests.filter((request) => !this.#isSignIn(request));
  }

  /** The requests to the token endpoint. */
  get signIns(): readonly RecordedRequest[] {
    return this.fake.requests.filter((request) => this.#isSignIn(request));
  }

  /** Runs the action and returns its output. Throws a ReportedError where it ends without one. */
  async run(input: NoInfer<Input>): Promise<Output> {
    const outcome = await this.outcome(input);
    if (outcome.outcome === 'success' || outcome.outcome === 'route') return outcome.output;
    if (outcome.outcome === 'page') throw new TypeError(`${this.#action.name} gives pages. Read them with pages().`);
    throw endedWithout(outcome);
  }

  /** Runs a batch until it gives no further cursor, and returns its pages. */
  async pages(input: NoInfer<Input>): Promise<readonly (readonly Output[])[]> {
    const pages: (readonly Output[])[] = [];
    let cursor: string | undefined;
    do {
      const outcome = await this.outcome(input, { cursor });
      if (outcome.outcome !== 'page') throw endedWithout(outcome);
      pages.push(outcome.items);
      cursor = outcome.cursor;
      if (pages.length > maxPages) throw new Error(`${this.#action.name} gave more than ${maxPages} pages and may never end.`);
    } while (cursor !== undefined);
    return pages;
  }

  /** Runs the action and returns how it ended. Takes any input, so that a test can give what the types would refuse. */
  async outcome(input: unknown, attempt: Attempt = {}): Promise<Outcome<Output>> {
    const { connection } = await this.open();
    const { maxAttempts = 1, timeoutMs = 5000, log } = this.#options;
    const { cursor, ...given } = attempt;
    const options = { connection, maxAttempts, timeoutMs, ...given, ...(log && { log }) };
    const outcome = await fenced(this.fake.port, () => runAction(this.#action, input, options, cursor));
    this.fake.check();
    return outcome;
  }

  /** The connection, opened with the first call. */
  open(): Promise<TestConnection> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  /** Closes everything. Throws an Error where a request arrived that nobody scripted an answer for. */
  async close(): Promise<void> {
    await this.fake.close();
    const opened = await this.#opening?.catch(() => undefined);
    await opened?.close();
    this.fake.check();
  }

  async #open(): Promise<TestConnection> {
    await this.fake.listen();
    const opened = await openTestConnection(this.fake, this.#options);
    this.#signIn = opened.signIn;
    if (opened.signIn) this.fake.aside(opened.signIn.matches, opened.signIn.reply);
    return opened;
  }

  #isSignIn(request: RecordedRequest): boolean {
    return this.#signIn?.matches(request) ?? false;
  }
}

/**
 * An action with a fake API behind it: a real connection and a real server on loopback, to which every address leads, so that
 * no test reaches the network; code that opens a connection of its own is refused it and fails the test. Settings and credentials are made up. Closes itself when the test ends, and fails a test that
 * sends a request which nobody scripted an answer for.
 */
export function testConnector<Input, Output>(
  action: TestedAction<Input, Output>,
  options: TestConnectorOptions = {},
): ConnectorTest<Input, Output> {
  const test = new ConnectorTest(action, options);
  onTestFinished(() => test.close());
  return test;
}

function endedWithout(outcome: Outcome): Error {
  if ('error' in outcome && outcome.error) return new ReportedError(outcome.error);
  return new ReportedError({
    code: 'no_output',
    title: 'The action ended without an output',
    detail: `It ended with "${outcome.outcome}"${'reason' in outcome && outcome.reason ? `: ${outcome.reason}` : '.'}`,
    do: [],
    retryable: false,
  });
}
