import { type BeforeApplicationShutdown, Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { HostLog } from '../observability/host-log.ts';
import { SentAnswer } from '../openapi/answer.ts';
import { AllowRole } from '../security/access.ts';
import { Identities } from '../security/identities.ts';
import { type Identity, identityOf } from '../security/identity.ts';
import { EventHub } from './event-hub.ts';
import { EventStream } from './event-stream.ts';

const lookAgainMs = 5000;

const Events = z.string().meta({
  description:
    'Server-sent events: plugins.changed, connection.created|updated|deleted|sign_in_failed|sign_in_needed, call.ended, run.started|paused|resumed|ended, step.ended, message.failed, job.changed',
});

@Controller('api/events')
export class EventsController implements BeforeApplicationShutdown {
  readonly #streams = new Set<EventStream>();

  constructor(
    private readonly hub: EventHub,
    private readonly identities: Identities,
    private readonly log: HostLog,
  ) {}

  @Get()
  @AllowRole('viewer')
  @SentAnswer(Events, { summary: 'Follow what happens in the host', contentType: 'text/event-stream' })
  follow(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const identity = identityOf(request);
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
    const stream = new EventStream(reply.raw);
    this.#streams.add(stream);
    const stop = this.hub.listen(identity.tenant, lastEventId(request), (each) => stream.send(this.hub.idOf(each), each.event));
    const looking = setInterval(() => void this.#endIfLockedOut(identity, stream), lookAgainMs).unref();
    reply.raw.on('close', () => {
      stop();
      clearInterval(looking);
      this.#streams.delete(stream);
    });
  }

  /** A stream goes on for hours, and its token may be revoked meanwhile. */
  async #endIfLockedOut(identity: Identity, stream: EventStream): Promise<void> {
    try {
      if (!(await this.identities.isStillGood(identity))) stream.end();
    } catch (error) {
      this.log.fault(error);
    }
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
