import { z } from 'zod';
import type { BodyRefusal } from '../http/body-refusal.ts';
import type { HttpRequest } from '../http/request.ts';
import type { Responses } from '../http/status-ranges.ts';
import type { Limits } from '../rates/limits.ts';
import type { RateHeaders } from '../rates/rate-headers.ts';
import type { SchemaOutput } from '../schema/schema.ts';
import { type Authentication, none, type OAuth2Options, oauth2 } from './authentication.ts';

/** The values of an application's own settings, as its methods receive them. */
export type SettingsOf<A extends { readonly settings: z.ZodObject }> = SchemaOutput<A['settings']>;

/** A service's API: how we log in, what all its calls share, and what the user fills in. */
export abstract class Application {
  /** Lower case with hyphens; the first half of the id of every action. */
  abstract readonly name: string;
  abstract readonly title: string;
  /** One sentence for the store. */
  abstract readonly description: string;
  /** Where the store lists it, for example `crm` or `shop`. */
  readonly categories: readonly string[] = [];
  /** What the user fills in besides the login. A field of kind `secret` is stored encrypted and given to no plugin. */
  readonly settings: z.ZodObject = z.object({});
  readonly authentication: Authentication = none();
  /** The service wants a client certificate (mutual TLS), besides whatever `authentication` says; the form then asks for one. */
  readonly clientCertificate: boolean = false;
  /** Headers that every request carries. */
  readonly headers: Readonly<Record<string, string>> = {};
  /** How answers are judged where a connector does not say. */
  readonly responses?: Responses;
  /** For a service that answers 200 and says in the body that it refused. */
  readonly bodyRefusal?: BodyRefusal;
  /** How many requests the service takes. Those beyond it wait for their turn before they are sent. */
  readonly limits?: Limits;
  /**
   * Where answers tell what is left of a budget, for a service whose headers have names of its own; `ignored` for one whose
   * headers speak of single endpoints. `X-RateLimit-…`, `RateLimit` and `Retry-After` are known without it.
   */
  readonly rateHeaders?: RateHeaders | 'ignored';
  /** Header in which the service takes an idempotency key; every POST and PATCH then carries one. */
  readonly idempotencyHeader?: string;
  /**
   * Hosts besides those of the base URL and of the token endpoint that requests or redirects may reach, for example
   * `*.files.example.com` for downloads.
   */
  readonly hosts: readonly string[] = [];

  /** What the paths of the connectors are appended to. */
  abstract baseUrl(settings: Record<string, unknown>): string;

  /** A cheap request that tells whether the credentials work; without one, only a login whose tokens can be renewed can be tested. */
  test(_settings: Record<string, unknown>): HttpRequest | undefined {
    return undefined;
  }

  /** The login for these settings; `authentication` itself where it depends on none. */
  signIn(_settings: Record<string, unknown>): Authentication {
    return this.authentication;
  }
}

/** An application with OAuth 2 in front. */
export abstract class OAuth2Application extends Application {
  abstract oauth2(settings: Record<string, unknown>): OAuth2Options;

  override signIn(settings: Record<string, unknown>): Authentication {
    return oauth2(this.oauth2(settings));
  }
}
