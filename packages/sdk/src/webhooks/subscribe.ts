import { z } from 'zod';
import type { ActionContext } from '../actions/action.ts';
import { readBody } from '../actions/body.ts';
import { Connector } from '../actions/connector.ts';
import { type RunOptions, run } from '../actions/run.ts';
import { Redactor } from '../connection/redactor.ts';
import { InputError } from '../errors/input-error.ts';
import { isMortiseError } from '../errors/mortise-error.ts';
import { NotCallableError } from '../errors/not-callable-error.ts';
import { OutputError } from '../errors/output-error.ts';
import { redactedError } from '../errors/redacted-error.ts';
import { graphqlRefusalIn } from '../graphql/graphql-failure.ts';
import type { HttpRequest, HttpResponse } from '../http/request.ts';
import { createSigningSecret } from './signing-secret.ts';
import type { SubscriptionTarget, Webhook } from './webhook.ts';

export interface SubscribeOptions extends RunOptions {
  /** The public address of this webhook: https; http only for this machine. */
  readonly url: string;
  /** In place of a new one, where we choose the secret; to subscribe again without a change. */
  readonly secret?: string;
  /** Needed where the challenge of the service knows a verify token. */
  readonly verifyToken?: string;
}

/** A subscription as the service keeps it. Store both with the webhook; the secret encrypted. */
export const Subscription = z.object({
  id: z.string().min(1),
  /** Absent where the secret is that of the OAuth client or typed in by the user, or where nothing is signed. */
  secret: z.string().min(1).exactOptional(),
});
export type Subscription = z.infer<typeof Subscription>;

/**
 * Subscribes at the service, through the given connection or within the given context. Throws a ReportedError: `invalid_input` for
 * choices or an address that will not do, `unexpected_output` for an answer without id or secret, and what the service did.
 */
export function subscribe(webhook: Webhook, input: unknown, options: SubscribeOptions): Promise<Subscription> {
  const { url, secret, verifyToken, ...runOptions } = options;
  class Subscribing extends Connector {
    readonly name = webhook.name;
    readonly title = webhook.title;
    readonly input = webhook.input;
    readonly output = Subscription;
    execute(choices: unknown, context: ActionContext) {
      const isOurs = webhook.signingSecret === 'generated' && webhook.signature.scheme !== 'none';
      const ownSecret = isOurs ? (secret ?? createSigningSecret(webhook.signature)) : undefined;
      return send(webhook, choices, { url: publicUrl(url), secret: ownSecret, verifyToken }, context);
    }
  }
  return run(Subscribing, input, runOptions);
}

async function send(webhook: Webhook, input: unknown, target: SubscriptionTarget, context: ActionContext): Promise<Subscription> {
  if (!webhook.subscribe) {
    throw new NotCallableError(`"${webhook.name}" does not subscribe by itself. Enter its address at the service by hand.`);
  }
  const request = webhook.subscribe(input, target);
  const answer = await ask(request, context).catch((thrown: unknown) => {
    throw withoutSecrets(thrown, [target.secret, target.verifyToken]);
  });
  const { id, secret } = webhook.subscribed(readBody(answer));
  if (!id || id === 'undefined' || id === 'null') {
    throw new OutputError(
      'id',
      'The service answered without the id of the subscription. Remove it there by hand: we could not end it.',
    );
  }
  const kept = webhook.signingSecret === 'returned' ? secret : target.secret;
  if (webhook.signingSecret === 'returned' && !kept && !bringsSecret(webhook)) {
    throw new OutputError('secret', `The service answered without a signing secret. Remove subscription ${id} there by hand.`);
  }
  return kept ? { id, secret: kept } : { id };
}

/** Services of GraphQL refuse with a status of success. */
async function ask(request: HttpRequest, context: ActionContext): Promise<HttpResponse> {
  const answer = await context.send(request);
  const refusal = graphqlRefusalIn(answer);
  if (refusal) throw refusal;
  return answer;
}

/** Some services bring the secret in a challenge, not in the answer. */
function bringsSecret({ challenge }: Webhook): boolean {
  return challenge?.kind === 'echo-header' && challenge.isSecret === true;
}

function publicUrl(text: string): string {
  const url = URL.parse(text);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))) return text;
  throw new InputError(
    'url',
    'A service sends events to https addresses only. Set the public address of this host, for example MORTISE_PUBLIC_URL.',
  );
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** A service that refuses may quote what it was sent. */
function withoutSecrets(thrown: unknown, secrets: readonly (string | undefined)[]): unknown {
  if (!isMortiseError(thrown)) return thrown;
  const redactor = new Redactor();
  redactor.add(...secrets);
  return redactedError(thrown, (text) => redactor.redact(text));
}
