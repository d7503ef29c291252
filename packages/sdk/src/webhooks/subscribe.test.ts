import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contextWith } from '../../test/context.ts';
import { connectTo } from '../../test/local-connection.ts';
import { sendJson, startServer } from '../../test/local-server.ts';
import {
  challenges,
  createSigningSecret,
  del,
  execute,
  type InputOf,
  path,
  post,
  run,
  type Signature,
  type SigningSecret,
  type SubscriptionTarget,
  signatures,
  subscribe,
  unsubscribe,
  Webhook,
} from '../index.ts';

const Answer = z.object({ hook: z.object({ key: z.string(), token: z.string().optional() }) });

class ByHand extends Webhook {
  readonly name = 'issue-opened';
  readonly title = 'Issue opened';
  readonly input = z.object({ repository: z.string() });
  readonly output: z.ZodType = z.unknown();
  readonly signature: Signature = signatures.github();
}

class IssueOpened extends ByHand {
  override readonly signingSecret: SigningSecret = 'generated';
  override subscribe({ repository }: InputOf<IssueOpened>, { url, secret, verifyToken }: SubscriptionTarget) {
    return post(path`/repositories/${repository}/hooks`, { json: { url, secret, verifyToken } });
  }
  override unsubscribe({ repository }: InputOf<IssueOpened>, { id }: { readonly id: string }) {
    return del(path`/repositories/${repository}/hooks/${id}`);
  }
}

class Returned extends IssueOpened {
  override readonly signingSecret = 'returned';
}

class Entered extends IssueOpened {
  override readonly signingSecret = 'entered';
}

const url = 'https://hooks.example.com/webhooks/abc';
const input = { repository: 'mortise' };

/** A service that answers everything with this. */
async function service(answer: unknown, status = 201) {
  const server = await startServer((_request, response) => sendJson(response, answer, status));
  return { server, connection: connectTo(server), sent: () => JSON.parse(server.received[0]?.body ?? '{}') };
}

describe('subscribe', () => {
  it('makes a secret, sends it with the address, and gives both id and secret', async () => {
    const { server, connection, sent } = await service({ id: 12 });
    const subscription = await subscribe(new IssueOpened(), input, { url, connection, verifyToken: 'ours' });
    expect(server.received).toMatchObject([{ method: 'POST', path: '/repositories/mortise/hooks' }]);
    expect(sent()).toEqual({ url, secret: subscription.secret, verifyToken: 'ours' });
    expect(subscription).toEqual({ id: '12', secret: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('takes a secret that was made before', async () => {
    const { connection, sent } = await service({ id: '1' });
    await subscribe(new IssueOpened(), input, { url, connection, secret: 'mine' });
    expect(sent()).toMatchObject({ secret: 'mine' });
  });

  it('keeps the secret that the service gives, where it does', async () => {
    const { connection, sent } = await service({ id: '1', secret: 'theirs' });
    expect(await subscribe(new Returned(), input, { url, connection })).toEqual({ id: '1', secret: 'theirs' });
    expect(sent()).toEqual({ url });
    expect((await subscribe(new IssueOpened(), input, { url, connection })).secret).not.toBe('theirs');
  });

  it('sends no secret where the user knows it, or where nothing is signed', async () => {
    class Unsigned extends IssueOpened {
      override readonly signature = signatures.none();
    }
    for (const webhook of [new Entered(), new Unsigned()]) {
      const { connection, sent } = await service({ id: '1' });
      expect(await subscribe(webhook, input, { url, connection, secret: 'mine' })).toEqual({ id: '1' });
      expect(sent()).toEqual({ url });
    }
  });

  it('leaves it to the webhook where the answer holds them', async () => {
    class Nested extends Returned {
      override subscribed(answer: unknown) {
        const { key, token } = Answer.parse(answer).hook;
        return { id: key, secret: token };
      }
    }
    const { connection } = await service({ hook: { key: 'k', token: 't' } });
    expect(await subscribe(new Nested(), input, { url, connection })).toEqual({ id: 'k', secret: 't' });
  });

  it.each([{}, { id: '' }, { id: null }, { id: 'undefined' }, [], 'text'])(
    'says that an answer of %j has no id',
    async (answer) => {
      const { connection } = await service(answer);
      const subscribing = subscribe(new IssueOpened(), input, { url, connection });
      await expect(subscribing).rejects.toMatchObject({ code: 'unexpected_output', path: 'id' });
    },
  );

  it('says that an answer has no secret, unless a challenge brings it', async () => {
    class Handshaken extends Returned {
      override readonly challenge = challenges.asana();
    }
    const { connection } = await service({ id: '1' });
    const subscribing = subscribe(new Returned(), input, { url, connection });
    await expect(subscribing).rejects.toMatchObject({ code: 'unexpected_output', path: 'secret' });
    expect(await subscribe(new Handshaken(), input, { url, connection })).toEqual({ id: '1' });
  });

  it.each([
    'http://hooks.example.com/a',
    'ftp://x',
    'hooks.example.com',
    '',
    'http://127.0.0.1.example.com/',
    'http://10.0.0.1/',
  ])('refuses the address %j before anything is sent', async (address) => {
    const { server, connection } = await service({ id: '1' });
    const subscribing = subscribe(new IssueOpened(), input, { url: address, connection });
    await expect(subscribing).rejects.toMatchObject({ code: 'invalid_input', path: 'url' });
    expect(server.contacts).toBe(0);
  });

  it.each(['http://127.0.0.1:4310/a', 'http://localhost/a', 'http://[::1]:1/a'])(
    'takes %j, which is this machine',
    async (address) => {
      const { connection } = await service({ id: '1' });
      expect(await subscribe(new IssueOpened(), input, { url: address, connection })).toMatchObject({ id: '1' });
    },
  );

  it('checks what the user chose before anything is sent', async () => {
    const { server, connection } = await service({ id: '1' });
    const subscribing = subscribe(new IssueOpened(), {}, { url, connection });
    await expect(subscribing).rejects.toMatchObject({ code: 'invalid_input', path: 'repository' });
    expect(server.contacts).toBe(0);
  });

  it('says what the service did not accept, without the secret that it quotes', async () => {
    const { connection } = await service({ message: 'Secret canary-secret is too short' }, 422);
    const subscribing = subscribe(new IssueOpened(), input, { url, connection, secret: 'canary-secret' });
    const error = await subscribing.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'api_rejected', status: 422, message: expect.stringContaining('is too short') });
    expect(JSON.stringify(error)).not.toContain('canary');
  });

  it('fails where a GraphQL service refuses with a status of success', async () => {
    const { connection } = await service(
      { errors: [{ message: 'No such topic', extensions: { code: 'NOT_FOUND' } }], id: '1' },
      200,
    );
    const subscribing = subscribe(new IssueOpened(), input, { url, connection });
    await expect(subscribing).rejects.toMatchObject({
      code: 'api_rejected',
      message: expect.stringContaining('NOT_FOUND: No such topic'),
    });
  });

  it('does not try where the user enters the address at the service', async () => {
    const { connection } = await service({ id: '1' });
    await expect(subscribe(new ByHand(), input, { url, connection })).rejects.toMatchObject({ code: 'not_callable' });
  });
});

describe('unsubscribe', () => {
  it.each([200, 204, 404, 410])('is done when the service answers %i', async (status) => {
    const server = await startServer((_request, response) => response.writeHead(status).end());
    await unsubscribe(new IssueOpened(), input, { id: 'a/b', connection: connectTo(server) });
    expect(server.received).toMatchObject([{ method: 'DELETE', path: '/repositories/mortise/hooks/a%2Fb' }]);
  });

  it('says that the service refused', async () => {
    const { connection } = await service({}, 403);
    const unsubscribing = unsubscribe(new IssueOpened(), input, { id: '1', connection });
    await expect(unsubscribing).rejects.toMatchObject({ code: 'api_rejected', status: 403 });
    await expect(unsubscribe(new ByHand(), input, { id: '1', connection })).rejects.toMatchObject({ code: 'not_callable' });
  });

  it('fails where a GraphQL service refuses with a status of success', async () => {
    const { connection } = await service({ data: null, errors: [{ message: 'Access denied' }] }, 200);
    const unsubscribing = unsubscribe(new IssueOpened(), input, { id: '1', connection });
    await expect(unsubscribing).rejects.toMatchObject({
      code: 'api_rejected',
      message: expect.stringContaining('Access denied'),
    });
  });

  it('happens within another action too', async () => {
    const sent: string[] = [];
    const within = contextWith({
      send: async ({ method, path: target }) => {
        sent.push(`${method} ${target}`);
        return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from('{"id":"5"}') };
      },
    });
    const { id } = await subscribe(new IssueOpened(), input, { url, within });
    await unsubscribe(new IssueOpened(), input, { id, within });
    expect(sent).toEqual(['POST /repositories/mortise/hooks', 'DELETE /repositories/mortise/hooks/5']);
  });
});

describe('a webhook', () => {
  it('cannot be called', async () => {
    const outcome = await execute(new IssueOpened(), input, contextWith());
    expect(outcome).toMatchObject({
      outcome: 'fail',
      error: { code: 'not_callable', detail: expect.stringContaining('starts processes') },
    });
    await expect(run(IssueOpened, input)).rejects.toMatchObject({ code: 'not_callable' });
  });
});

describe('createSigningSecret', () => {
  it('makes one as the scheme wants it, never the same twice', () => {
    expect(createSigningSecret(signatures.standardWebhooks())).toMatch(/^whsec_[\w+/]{43}=$/);
    expect(createSigningSecret(signatures.github())).not.toBe(createSigningSecret(signatures.github()));
  });
});
