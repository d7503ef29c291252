import { randomUUID } from 'node:crypto';
import { Store } from './data/store.ts';
import { Faults } from './faults/faults.ts';
import { allScopes, type Scope } from './oauth/scopes.ts';
import { Tokens } from './oauth/tokens.ts';
import { RequestLog } from './request-log.ts';
import { IdempotentAnswers } from './rest/idempotency.ts';
import { Invoices } from './soap/invoices.ts';
import { Stats } from './stats.ts';
import { Webhooks } from './webhooks/webhooks.ts';

export interface Settings {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly accessTokenSeconds: number;
  readonly webhookRetryMs: number;
}

/** Everything one shop knows. Each shop has its own, so several can live in one process. */
export class Backend {
  readonly settings: Settings;
  readonly store = new Store();
  readonly tokens = new Tokens();
  readonly faults = new Faults();
  readonly stats = new Stats();
  readonly log = new RequestLog();
  readonly answers = new IdempotentAnswers();
  readonly invoices = new Invoices();
  readonly webhooks: Webhooks;
  /** Where the shop is reached; known once it listens. */
  url = '';

  constructor(settings: Settings) {
    this.settings = settings;
    this.webhooks = new Webhooks(settings.webhookRetryMs);
  }

  issueToken(scopes: readonly Scope[] = allScopes) {
    const token = randomUUID();
    const expiresAt = new Date(Date.now() + this.settings.accessTokenSeconds * 1000);
    this.tokens.saveAccess(token, { family: randomUUID(), scope: [...scopes], expiresAt });
    return token;
  }

  /** Forgets faults, figures and created data. Tokens stay valid: a signed-in client need not notice. */
  reset() {
    this.store.reset();
    this.faults.clear();
    this.stats.reset();
    this.log.reset();
    this.answers.reset();
    this.invoices.reset();
    this.webhooks.reset();
  }
}
