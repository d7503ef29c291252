import { All, Controller, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Configuration, configurationToken } from '../configuration/configuration.ts';
import { ownOrigin } from '../http/own-origin.ts';
import { SentAnswer } from '../openapi/answer.ts';
import { AllowAccess } from '../security/access.ts';
import { WebhookIngress } from './webhook-ingress.ts';

const Address = z.strictObject({ token: z.string().min(1).max(200) });
type Address = z.infer<typeof Address>;

/** What we say back may hold what a stranger has sent, so it is nothing that a browser would run. */
const inert = { 'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox" };

/** Where services deliver. There is no sign-in here and no cookie: what counts is the signature over the bytes of the body. */
@Controller('webhooks')
export class WebhookIngressController {
  constructor(
    private readonly ingress: WebhookIngress,
    @Inject(configurationToken) private readonly configuration: Configuration,
  ) {}

  @All(':token')
  @AllowAccess('open', { keepsBody: true })
  @SentAnswer(z.string(), { summary: 'Take a delivery of a service', contentType: 'text/plain' })
  async receive(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param({ schema: Address }) { token }: Address,
  ): Promise<void> {
    reply.headers(inert);
    const { method, url, body } = request;
    const {
      status,
      headers,
      body: answer,
    } = await this.ingress.receive(token, {
      method,
      url: `${ownOrigin(this.configuration, request)}${url}`,
      headers: request.raw.headersDistinct,
      rawBody: body instanceof Uint8Array ? body : new Uint8Array(),
    });
    await reply
      .status(status)
      .headers({ ...headers, ...inert })
      .send(answer);
  }
}
