import type { ActiveFault, FaultInput } from './faults/fault.ts';
import type { Scope } from './oauth/scopes.ts';
import type { RecordedRequest } from './request-log.ts';
import type { ShopStats } from './stats.ts';
import type { Delivery } from './webhooks/subscription.ts';

/** How a shop is to start. Everything has a default. */
export interface DemoShopOptions {
  /** A free one when left out. */
  readonly port?: number;
  /** `demo-shop-client` when left out. */
  readonly clientId?: string;
  /** `demo-shop-secret` when left out. */
  readonly clientSecret?: string;
  /** How long an access token lives: 300 seconds when left out. */
  readonly accessTokenSeconds?: number;
  /** Pause before a webhook is sent again: 200 milliseconds when left out, doubled each time. */
  readonly webhookRetryMs?: number;
}

/** A fault as `shop.fail()` gives it back. */
export interface FaultHandle {
  readonly id: string;
  /** How many requests it has hit so far. */
  readonly hits: number;
  remove(): void;
}

/** A running shop. */
export interface DemoShop extends AsyncDisposable {
  /** Where it is reached, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The last 1,000 requests, oldest first. */
  readonly requests: readonly RecordedRequest[];
  /** How often `POST /oauth/token` was called. */
  readonly tokenRequests: number;
  /** Webhook deliveries that have ended, well or not. */
  readonly deliveries: readonly Delivery[];
  /** The faults that are set up. */
  readonly faults: readonly ActiveFault[];
  /** Makes matching requests go wrong. The oldest matching fault hits first. */
  fail(fault: FaultInput): FaultHandle;
  clearFaults(): void;
  /** Gives out an access token without a sign-in: for all scopes when left out. */
  issueToken(scopes?: readonly Scope[]): string;
  /** Lets every access token expire now; refresh tokens stay valid. */
  expireTokens(): void;
  stats(): ShopStats;
  /** Forgets faults, figures, recorded requests, webhooks and created orders and invoices. Tokens stay valid. */
  reset(): void;
  /** Stops the shop. Requests under way get `graceMs` to finish: none when left out. */
  close(graceMs?: number): Promise<void>;
}
