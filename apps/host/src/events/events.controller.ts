import { type BeforeApplicationShutdown, Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SentAnswer } from '../openapi/answer.ts';
import { identityOf } from '../security/identity.ts';
import { EventHub } from './event-hub.ts';
import { EventStream } from './event-stream.ts';

const Events = z
  .string()
  .meta({ description: 'Server-sent events: plugins.changed, connection.created|updated|deleted, call.ended' });

@Controller('api/events')
export class EventsController implements BeforeApplicationShutdown {
  readonly #streams = new Set<EventStream>();

  constructor(private readonly hub: EventHub) {}

  @Get()
  @SentAnswer(Events, { summary: 'Follow what happens in the host', contentType: 'text/event-stream' })
  follow(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const { tenant } = identityOf(request);
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
    const stream = new EventStream(reply.raw);
    this.#streams.add(stream);
    const stop = this.hub.listen(tenant, lastEventId(request), (each) => stream.send(this.hub.idOf(each), each.event));
    reply.raw.on('close', () => {
      stop();
      this.#streams.delete(stream);
    });
  }

  /** Streams never end by themselves: the host could not stop while one is open. */
  beforeApplicationShutdown(): void {
    for (const stream of this.#streams) stream.end();
  }
}

function lastEventId({ headers }: FastifyRequest): string | undefined {
  const id = headers['last-event-id'];
  return typeof id === 'string' ? id : undefined;
}
