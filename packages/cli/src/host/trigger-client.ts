import type { HostTransport } from './host-transport.ts';
import { DeliveryPage, ReplayedDelivery, TriggerPage, Webhook, WebhookPage, WebhookSecret } from './trigger-answers.ts';

export interface PageQuery {
  readonly before?: string;
  readonly limit?: string;
}

export interface TriggerFilter extends PageQuery {
  /** Id of a process. */
  readonly process?: string;
}

/** The service is asked to deliver, or to take its subscription back. */
const subscribedWithinMs = 60_000;

/** The routes of a host that are about what starts runs by itself. */
export class TriggerClient {
  readonly #transport: HostTransport;

  constructor(transport: HostTransport) {
    this.#transport = transport;
  }

  list(filter: TriggerFilter): Promise<TriggerPage> {
    return this.#transport.send('GET', `/api/triggers?${new URLSearchParams({ ...filter })}`, TriggerPage);
  }

  webhooks(filter: TriggerFilter): Promise<WebhookPage> {
    return this.#transport.send('GET', `/api/webhooks?${new URLSearchParams({ ...filter })}`, WebhookPage);
  }

  webhook(id: string): Promise<Webhook> {
    return this.#transport.send('GET', addressOf(id), Webhook);
  }

  subscribe(id: string): Promise<Webhook> {
    return this.#transport.send('POST', `${addressOf(id)}/subscribe`, Webhook, { timeoutMs: subscribedWithinMs });
  }

  /** Without a secret, the host makes one. */
  setSecret(id: string, secret: string | undefined): Promise<WebhookSecret> {
    const body = secret === undefined ? {} : { secret };
    return this.#transport.send('POST', `${addressOf(id)}/secret`, WebhookSecret, { body, timeoutMs: subscribedWithinMs });
  }

  deliveries(id: string, query: PageQuery): Promise<DeliveryPage> {
    return this.#transport.send('GET', `${addressOf(id)}/deliveries?${new URLSearchParams({ ...query })}`, DeliveryPage);
  }

  replay(id: string, delivery: string): Promise<ReplayedDelivery> {
    const path = `${addressOf(id)}/deliveries/${encodeURIComponent(delivery)}/replay`;
    return this.#transport.send('POST', path, ReplayedDelivery);
  }
}

function addressOf(id: string): string {
  return `/api/webhooks/${encodeURIComponent(id)}`;
}
