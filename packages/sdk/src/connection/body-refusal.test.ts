import { describe, expect, it } from 'vitest';
import { connectTo, scope } from '../../test/local-connection.ts';
import { type Received, sendJson, startServer } from '../../test/local-server.ts';
import { bearer, oauth2 } from '../application/authentication.ts';
import type { BodyRefusal } from '../http/body-refusal.ts';
import { get } from '../http/request.ts';

const slack: BodyRefusal = {
  field: 'ok',
  is: false,
  code: 'error',
  message: 'needed',
  signIn: ['invalid_auth', 'token_expired'],
  retry: ['ratelimited', 'service_unavailable'],
};

/** What the client makes of an answer with this body. */
async function answerTo(
  body: string,
  { bodyRefusal = slack, type = 'application/json', status = 200, headers = {} as Record<string, string> } = {},
) {
  const server = await startServer((_request, response) => {
    response.writeHead(status, { 'content-type': type, ...headers });
    response.end(body);
  });
  const { client } = connectTo(server, {
    api: { bodyRefusal, authentication: bearer() },
    credentials: { token: 'hunter2-secret' },
  });
  const answer = await client.send(get('/'), scope()).then(
    (response) => ({ body: Buffer.from(response.body).toString() }),
    (error: unknown) => error,
  );
  return { answer, host: server.host, received: server.received };
}

describe('A refusal in the body of a success', () => {
  it('fails with the words of the service', async () => {
    const { answer, host } = await answerTo('{"ok":false,"error":"missing_scope","needed":"chat:write"}');
    expect(answer).toMatchObject({
      code: 'api_rejected',
      retryable: false,
      status: 200,
      message: `${host} refused the call: missing_scope: chat:write`,
    });
  });

  it('fails without them where there are none', async () => {
    const { answer, host } = await answerTo('{"ok":false}');
    expect(answer).toMatchObject({ code: 'api_rejected', message: `${host} refused the call.` });
  });

  it('is tried again where its code says so, after the time that the answer names', async () => {
    const { answer } = await answerTo('{"ok":false,"error":"ratelimited"}', { headers: { 'retry-after': '3' } });
    expect(answer).toMatchObject({ code: 'rate_limit', retryable: true, retryAfterMs: 3000 });
    const { answer: untimed } = await answerTo('{"ok":false,"error":"ratelimited"}');
    expect(untimed).toMatchObject({ code: 'service_unavailable', retryable: true });
  });

  it('is seen behind a byte order mark', async () => {
    expect((await answerTo('\uFEFF{"ok":false,"error":"no"}')).answer).toMatchObject({ code: 'api_rejected' });
  });

  it('tells the first reasons of a list, each with what it is about', async () => {
    const errors = ['A', 'B', 'C', 'D'].map((code) => ({ code, message: `No ${code}`, field: ['input', code] }));
    const place = 'data.answer.userErrors';
    const bodyRefusal = { field: place, code: `${place}.*.code`, message: `${place}.*.message`, about: `${place}.*.field` };
    const body = JSON.stringify({ data: { answer: { userErrors: errors } } });
    const { answer, host } = await answerTo(body, { bodyRefusal });
    expect(answer).toMatchObject({
      code: 'api_rejected',
      message: `${host} refused the call: A: No A (input.A); B: No B (input.B); C: No C (input.C) … and 1 more`,
    });
    const retry = { ...bodyRefusal, retry: ['D'] };
    expect((await answerTo(body, { bodyRefusal: retry })).answer).toMatchObject({ code: 'service_unavailable' });
    const one = JSON.stringify({ data: { answer: { userErrors: [{ message: 'No', field: null }] } } });
    expect((await answerTo(one, { bodyRefusal })).answer).toMatchObject({
      message: expect.stringMatching(/ refused the call: No$/),
    });
  });

  it('is a failed sign-in where its code says so', async () => {
    const { answer } = await answerTo('{"ok":false,"error":"invalid_auth"}');
    expect(answer).toMatchObject({ code: 'sign_in_failed', status: 401, message: expect.stringContaining('Sign in again.') });
  });

  it('shows no secret that the service repeats', async () => {
    const { answer } = await answerTo('{"ok":false,"error":"hunter2-secret","needed":"Bearer hunter2-secret"}');
    expect(answer).toMatchObject({ code: 'api_rejected' });
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });

  it.each([
    ['a success', '{"ok":true,"error":"invalid_auth"}'],
    ['a body without the field', '{"error":"invalid_auth"}'],
    ['another value', '{"ok":"false"}'],
    ['a list', '[{"ok":false}]'],
    ['null', 'null'],
    ['nothing', ''],
    ['half of it', '{"ok":false,"error":'],
  ])('is not seen in %s, which is left as it came', async (_what, body) => {
    expect((await answerTo(body)).answer).toEqual({ body });
  });

  it('is not looked for in what is no JSON', async () => {
    const body = '{"ok":false}';
    expect((await answerTo(body, { type: 'text/plain' })).answer).toEqual({ body });
    expect((await answerTo(body, { type: 'application/vnd.api+json; charset=utf-8' })).answer).toMatchObject({
      code: 'api_rejected',
    });
  });

  it('says nothing beside a status that says no itself', async () => {
    const { answer, host } = await answerTo('{"ok":true,"message":"No"}', { status: 404 });
    expect(answer).toMatchObject({ status: 404, message: `${host} answered 404: No` });
  });

  it.each([
    ['{"errors":[{"code":"17","text":"Late"}]}', { code: 'api_rejected', message: expect.stringMatching(/: 17: Late$/) }],
    ['{"errors":"No"}', { code: 'api_rejected' }],
    ['{"errors":[]}', { body: '{"errors":[]}' }],
    ['{"errors":null}', { body: '{"errors":null}' }],
    ['{"errors":false}', { body: '{"errors":false}' }],
    ['{"errors":""}', { body: '{"errors":""}' }],
    ['{}', { body: '{}' }],
  ])('is whatever the field holds where no value is declared: %s', async (body, expected) => {
    const bodyRefusal = { field: 'errors', code: 'errors.0.code', message: 'errors.0.text' };
    expect((await answerTo(body, { bodyRefusal })).answer).toMatchObject(expected);
  });

  it('is not looked for where the application does not declare it', async () => {
    const server = await startServer((_request, response) => sendJson(response, { ok: false, error: 'invalid_auth' }));
    await expect(connectTo(server).client.send(get('/'), scope())).resolves.toMatchObject({ status: 200 });
  });
});

describe('A token that is refused in a body', () => {
  /** Gives tokens in turn and refuses the first ones of them. */
  async function startService(refusals: number) {
    let tokens = 0;
    const server = await startServer(({ path, headers }, response) => {
      if (path === '/token') return sendJson(response, { access_token: `token-${++tokens}`, token_type: 'bearer' });
      const isRefused = Number(headers.authorization?.split('-')[1]) <= refusals;
      return sendJson(response, isRefused ? { ok: false, error: 'token_expired' } : { ok: true });
    });
    const { client } = connectTo(server, {
      api: {
        bodyRefusal: slack,
        authentication: oauth2({ grant: 'clientCredentials', tokenUrl: `${server.url}/token`, scopes: [] }),
      },
      credentials: { clientId: 'id', clientSecret: 'secret' },
    });
    const asked = (path: string) => server.received.filter((request: Received) => request.path === path).length;
    return { client, asked };
  }

  it('is renewed once, and the call succeeds', async () => {
    const { client, asked } = await startService(1);
    await expect(client.send(get('/'), scope())).resolves.toMatchObject({ status: 200 });
    expect([asked('/token'), asked('/')]).toEqual([2, 2]);
    await client.send(get('/'), scope());
    expect([asked('/token'), asked('/')]).toEqual([2, 3]);
  });

  it('is not renewed for ever', async () => {
    const { client, asked } = await startService(9);
    await expect(client.send(get('/'), scope())).rejects.toMatchObject({ code: 'sign_in_failed' });
    expect([asked('/token'), asked('/')]).toEqual([2, 2]);
  });
});
