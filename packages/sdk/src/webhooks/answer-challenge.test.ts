import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { githubDelivery, query, signingSecret } from '../../test/deliveries.ts';
import { type Challenge, challenges, receive, signatures, Webhook, type WebhookRequest } from '../index.ts';

const secret = signingSecret;

/** What a webhook with this challenge makes of a request; signed as GitHub signs. */
function take(
  challenge: Challenge,
  request: WebhookRequest,
  more: { readonly secret?: string | undefined; readonly verifyToken?: string } = {},
) {
  class Challenged extends Webhook {
    readonly name = 'challenged';
    readonly title = 'Challenged';
    readonly input = z.object({});
    readonly output: z.ZodType = z.unknown();
    readonly signature = signatures.github();
    override readonly challenge = challenge;
  }
  return receive(new Challenged(), request, { secret, seen: new Set(), ...more });
}

const refused = { code: 'webhook_signature' };

describe('a challenge in the body', () => {
  const payload = { type: 'url_verification', challenge: 'abc', token: 'x' };

  it('is echoed once its signature is verified', async () => {
    const { kind, ...answer } = await take(challenges.slack(), githubDelivery(payload));
    expect(kind).toBe('challenge');
    expect(answer).toMatchObject({ response: { status: 200, body: '{"challenge":"abc"}' } });
    const forged = { ...githubDelivery(payload), headers: {} };
    await expect(take(challenges.slack(), forged)).rejects.toMatchObject(refused);
  });

  it('is told from an event', async () => {
    expect((await take(challenges.slack(), githubDelivery({ ...payload, type: 'event_callback' }))).kind).toBe('events');
    expect((await take(challenges.slack(), githubDelivery({ type: 'url_verification' }))).kind).toBe('events');
    expect((await take({ kind: 'echo-field', field: 'a.b' }, githubDelivery({ a: { b: 'c' } }))).kind).toBe('challenge');
  });
});

describe('a challenge in the query', () => {
  const meta = { 'hub.mode': 'subscribe', 'hub.challenge': '115 8201<444>', 'hub.verify_token': 'ours' };

  it('of Meta is echoed as text where the verify token is ours', async () => {
    expect(await take(challenges.meta(), query(meta), { verifyToken: 'ours', secret: undefined })).toEqual({
      kind: 'challenge',
      response: {
        status: 200,
        headers: expect.objectContaining({ 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' }),
        body: '115 8201<444>',
      },
    });
  });

  it.each([
    [meta, 'other'],
    [meta, ''],
    [meta, undefined],
    [{ ...meta, 'hub.verify_token': '' }, 'ours'],
    [{ 'hub.mode': 'subscribe', 'hub.challenge': 'x' }, 'ours'],
    [{ ...meta, 'hub.mode': 'unsubscribe' }, 'ours'],
  ])('%j is refused where the token is %j', async (parameters, verifyToken) => {
    const options = verifyToken === undefined ? {} : { verifyToken };
    const error = await take(challenges.meta(), query(parameters), options).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject(refused);
    expect(String(error)).not.toContain('ours');
  });

  it('of Microsoft is echoed as text, decoded once', async () => {
    const token = 'Validation: Testing <client> & %41';
    const received = await take(challenges.microsoft(), query({ validationToken: token }, 'POST'), { secret: undefined });
    expect(received).toMatchObject({ response: { body: token } });
  });

  it('is refused where it is long', async () => {
    await expect(take(challenges.microsoft(), query({ validationToken: 'x'.repeat(4097) }))).rejects.toMatchObject(refused);
  });

  it('of X is signed with the secret of the client', async () => {
    const received = await take(challenges.x(), query({ crc_token: 'bQ8-_x=' }));
    const tag = createHmac('sha256', secret).update('bQ8-_x=').digest('base64');
    expect(received).toMatchObject({ response: { body: JSON.stringify({ response_token: `sha256=${tag}` }) } });
  });

  it.each(['{"forged":"event"}', '[]', 'a b', '', 'x'.repeat(201)])(
    'is not signed where it could be a delivery: %j',
    async (token) => {
      await expect(take(challenges.x(), query({ crc_token: token }))).rejects.toMatchObject(refused);
    },
  );

  it('is not signed without a secret, nor for a POST', async () => {
    await expect(take(challenges.x(), query({ crc_token: 'abc' }), { secret: '' })).rejects.toMatchObject(refused);
    await expect(take(challenges.x(), query({ crc_token: 'abc' }, 'POST'))).rejects.toMatchObject(refused);
  });
});

describe('a challenge in a header', () => {
  const handshake = (value: string): WebhookRequest => ({ ...query({}, 'POST'), headers: { 'X-Hook-Secret': value } });

  it('is echoed, and its value kept as the secret', async () => {
    expect(await take(challenges.asana(), handshake('s3cret'), { secret: undefined })).toEqual({
      kind: 'challenge',
      secret: 's3cret',
      response: { status: 200, headers: expect.objectContaining({ 'x-hook-secret': 's3cret' }), body: '' },
    });
  });

  it('does not replace a secret that is known', async () => {
    await expect(take(challenges.asana(), handshake('of-an-attacker'))).rejects.toMatchObject(refused);
  });

  it.each(['a\r\nset-cookie: x', 'ž', ''])('is refused where it cannot be a header: %j', async (value) => {
    await expect(take(challenges.asana(), handshake(value), { secret: undefined })).rejects.toMatchObject(refused);
  });

  it('is no secret unless the webhook says so', async () => {
    const received = await take({ kind: 'echo-header', header: 'x-hook-secret' }, handshake('abc'));
    expect(received).toMatchObject({ kind: 'challenge', response: { headers: { 'x-hook-secret': 'abc' } } });
    expect(received).not.toHaveProperty('secret');
  });
});
