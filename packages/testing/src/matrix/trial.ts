import type { Action, Application, Outcome, Responses, Verdict } from '@mortise/sdk';
import { judgeStatus } from '@mortise/sdk';
import { expect, it } from 'vitest';
import { ConnectorTest, type TestConnectorOptions, testConnector } from '../connector/test-connector.ts';
import { describesAnswer, toAnswer } from '../fake-api/answer.ts';
import type { RecordedRequest } from '../fake-api/recorded-request.ts';
import type { FaultAccount, FaultCase, FaultName } from './fault-case.ts';

export type ActionTest = ConnectorTest<unknown, unknown>;

/** What a service says when it refuses, in these words, which a user has to read. */
export const words = 'The words of the service';

/** One action on trial: what it is called with, what the service says, and how its answers are judged. */
export class Trial {
  readonly action: Action;
  readonly case: FaultCase;
  /** The answers of a call in which nothing goes wrong. */
  readonly replies: readonly unknown[];
  readonly #account: FaultAccount;

  constructor(action: Action, faultCase: FaultCase, account: FaultAccount) {
    this.action = action;
    this.case = faultCase;
    this.#account = account;
    this.replies = faultCase.replies ?? ('reply' in faultCase || !isOwnCode(action) ? [faultCase.reply] : []);
  }

  get application(): Application | undefined {
    const { application } = this.#account;
    return typeof application === 'function' ? new application() : application;
  }

  /** Registers a test, unless the case makes an exception of the fault. */
  it(fault: FaultName, sentence: string, test: () => Promise<void>): void {
    if (this.case.except?.[fault] === undefined) it(sentence, test);
  }

  /** A fresh connection with its fake API. */
  start(options: Omit<TestConnectorOptions, keyof FaultAccount> = {}): ActionTest {
    return testConnector<unknown, unknown>(this.action, { ...this.#account, ...options });
  }

  /** How the action ends where the service answers like this. Whatever happens, no credential may be told. */
  async run(test: ActionTest, options: Parameters<ActionTest['outcome']>[1] = {}): Promise<Outcome> {
    const outcome = await test.outcome(this.case.input, options);
    const { canaries } = await test.open();
    if (canaries.isIn(JSON.stringify(outcome.outcome === 'fail' || outcome.outcome === 'retry' ? outcome.error : null))) {
      expect.fail('The error tells a credential of the connection.');
    }
    return outcome;
  }

  /** Asks in GraphQL, and is refused in answers with status 200. */
  get isGraphql(): boolean {
    return 'partialData' in this.action && 'query' in this.action;
  }

  /** Asks in SOAP, and is refused by faults. */
  get isSoap(): boolean {
    return 'soapVersion' in this.action;
  }

  /** How a status of the first answer is judged. */
  verdict(status: number): Verdict {
    // Answers with these statuses are read, because faults come with them; where they hold none, they mean what they always do.
    if (this.isSoap && (status === 400 || status === 500)) return judgeStatus(status);
    return judgeStatus(status, responsesOf(this.action) ?? this.application?.responses);
  }

  /** The body of the first good answer, where it is JSON; undefined otherwise. */
  get body(): object | undefined {
    const [reply] = this.replies;
    const body = describesAnswer(reply) ? reply.body : reply;
    return typeof body === 'object' && body !== null && !(body instanceof Uint8Array) ? body : undefined;
  }

  /** The content type of the first good answer. */
  get contentType(): string {
    return toAnswer(this.replies[0]).headers['content-type'] ?? '';
  }
}

/** A refusal that quotes whatever it was asked with, the credentials too, as careless services do. */
export function refusal(status: number) {
  return ({ headers, query }: RecordedRequest) => ({
    status,
    body: { message: `${words}, which was asked with ${JSON.stringify({ ...query, ...headers })}` },
  });
}

/** Whether an action ends as it should where nothing is wrong. */
export function isGood({ outcome }: Outcome): boolean {
  return outcome === 'success' || outcome === 'page' || outcome === 'route' || outcome === 'stop';
}

/**
 * Of an action that takes a status of refusal for an answer. Its own code decides what to make of it: an exception that nobody meant
 * is no decision, and that all is well has to be said with a reason.
 */
export function expectHeard(status: number, outcome: Outcome): void {
  expect(codeOf(outcome)).not.toBe('action_failed');
  if (isGood(outcome)) {
    expect.fail(
      `The answer was ${status}, and the action ended as if all was well. Say why under except, or narrow \`responses\`.`,
    );
  }
}

/** The code of the error an action ended with. */
export function codeOf(outcome: Outcome): string | undefined {
  return 'error' in outcome ? outcome.error?.code : undefined;
}

/** Own code sends what it likes, or nothing. */
function isOwnCode({ kind }: Action): boolean {
  return kind === 'custom' || kind === 'transform' || kind === 'filter';
}

function responsesOf(action: Action): Responses | undefined {
  return hasResponses(action) ? action.responses : undefined;
}

function hasResponses(action: Action): action is Action & { readonly responses?: Responses } {
  return 'responses' in action;
}
