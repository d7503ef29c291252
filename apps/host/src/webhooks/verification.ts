import { PluginCatalogue } from '@mortise/runtime';
import { type WebhookFacts } from '@mortise/sdk';
import { Injectable } from '@nestjs/common';
import { applicationOf } from '../actions/application-of.ts';
import { OpenConnections } from '../connections/open-connections.ts';
import { NotFoundError } from '../errors/not-found-error.ts';
import type { WebhookStep } from '../triggers/trigger-step.ts';
import type { WebhookSecrets } from './webhook-seal.ts';

/** What a webhook is verified by and with. */
@Injectable()
export class Verification {
  constructor(
    private readonly catalogue: PluginCatalogue,
    private readonly connections: OpenConnections,
  ) {}

  /** `undefined` where no installed plugin says anything of it. */
  factsOf({ action, version }: Pick<WebhookStep, 'action' | 'version'>): WebhookFacts | undefined {
    return this.catalogue.find(action, version)?.action.webhook;
  }

  /** Every secret that a delivery may be signed with; none is known where the list is empty. */
  async secretsOf(
    tenant: string,
    step: WebhookStep,
    { signingSecret }: WebhookFacts,
    { secret, previous }: WebhookSecrets,
    now: Date,
  ): Promise<readonly string[]> {
    if (signingSecret === 'clientSecret') return this.#clientSecret(tenant, step);
    const replaced = previous && Date.parse(previous.until) > now.getTime() ? [previous.secret] : [];
    return secret === undefined ? replaced : [secret, ...replaced];
  }

  /** Of the connection, or of the application that it signs in with. */
  async #clientSecret(tenant: string, step: WebhookStep): Promise<readonly string[]> {
    if (step.connection === undefined) return [];
    const connection = await this.connections.find(tenant, applicationOf(step.action), step.connection).catch(unlessMissing);
    const secret = connection?.credentials.clientSecret;
    return secret === undefined ? [] : [secret];
  }
}

/** Whoever calls the address is not told whether a connection is there: without it, nothing can be verified. */
function unlessMissing(thrown: unknown): undefined {
  if (thrown instanceof NotFoundError) return undefined;
  throw thrown;
}
