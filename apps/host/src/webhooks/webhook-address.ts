import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { z } from 'zod';
import { type Configuration, configurationToken } from '../configuration/configuration.ts';

const Listening = z.object({ port: z.int() });

/** Where services reach this host. */
@Injectable()
export class WebhookAddress {
  constructor(
    private readonly adapter: HttpAdapterHost,
    @Inject(configurationToken) private readonly configuration: Configuration,
  ) {}

  get isKnown(): boolean {
    return this.#origin() !== undefined;
  }

  /** Of a webhook; `undefined` while the host does not listen yet and has no public address. */
  of(token: string): string | undefined {
    const origin = this.#origin();
    return origin && `${origin}/webhooks/${token}`;
  }

  #origin(): string | undefined {
    const { publicUrl, host } = this.configuration;
    if (publicUrl !== undefined) return new URL(publicUrl).origin;
    const { data } = Listening.safeParse(this.adapter.httpAdapter.getHttpServer().address());
    return data && `http://${host.includes(':') ? `[${host}]` : host}:${data.port}`;
  }
}
