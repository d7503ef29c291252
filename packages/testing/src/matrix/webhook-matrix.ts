import { randomUUID } from 'node:crypto';
import { type Action, Webhook } from '@mortise/sdk';
import { expect, it } from 'vitest';
import { timedSchemes } from '../webhook/sign.ts';
import { address, testWebhook } from '../webhook/test-webhook.ts';
import type { FaultAccount, FaultCase, FaultName } from './fault-case.ts';
import { holdsText } from './sent-fields.ts';

const hourMs = 60 * 60 * 1000;
const refused = { code: 'webhook_signature' };

/** A webhook against what may be sent to its address. `reply` is the payload of a good delivery. */
export function tryWebhook(action: Action, faultCase: FaultCase, account: FaultAccount): void {
  if (!(action instanceof Webhook)) return;
  const { input, reply: payload, subscribeReply = { id: 'sub_1', secret: 'secret-of-the-service' }, except } = faultCase;
  const { signature, event } = action;
  const start = () => testWebhook(action, account);
  const attempt = (fault: FaultName, sentence: string, test: () => Promise<void>) => {
    if (except?.[fault] === undefined) it(sentence, test);
  };

  attempt('happy', 'gives the events of a delivery', async () => {
    const events = await start().delivers(payload);
    expect(events, 'give a payload that holds the event').not.toEqual([]);
    if (faultCase.output !== undefined) expect(events[0]).toMatchObject(faultCase.output);
  });

  attempt('duplicate', 'takes a delivery once', async () => {
    const test = start();
    const delivery = test.delivery(payload);
    expect(await test.receive(delivery)).toMatchObject({ kind: 'events' });
    expect(await test.receive(delivery)).toMatchObject({ kind: 'duplicate' });
  });

  attempt('changedDuplicate', 'knows a delivery that comes again with another body and at another time', async () => {
    const test = start();
    const deliveryId = randomUUID();
    const events = await test.delivers(payload, { deliveryId });
    expect(events).not.toEqual([]);
    const again = test.delivery(`${JSON.stringify(payload)} `, { deliveryId, at: Date.now() + 2000 });
    const { kind } = await test.receive(again);
    if (kind !== 'duplicate') {
      expect.fail('It was taken twice. Declare `deliveryId` or `eventId`, or say why under except: { changedDuplicate: "…" }.');
    }
  });

  if (signature.scheme === 'none') {
    attempt('badSignature', 'tells who sent a delivery', async () => {
      expect.fail(
        'Nothing is signed, so whoever knows the address can send a delivery. Declare a signature, or say why there is none under except: { badSignature: "…" }.',
      );
    });
  } else {
    attempt('badSignature', 'refuses what is signed by somebody else, changed or not signed at all', async () => {
      const test = start();
      await expect(test.receive(test.delivery(payload, { secret: 'c29tZWJvZHkgZWxzZSB3aG8gc2lnbnM=' }))).rejects.toMatchObject(
        refused,
      );
      const good = test.delivery(payload);
      await expect(test.receive({ ...good, headers: { 'content-type': 'application/json' } })).rejects.toMatchObject(refused);
      if (signature.scheme === 'sharedToken') return;
      const rawBody = Buffer.concat([good.rawBody, Buffer.from(' ')]);
      await expect(test.receive({ ...good, rawBody })).rejects.toMatchObject(refused);
    });
  }

  if (timedSchemes.has(signature.scheme)) {
    attempt('oldDelivery', 'refuses a delivery that was signed an hour ago', async () => {
      const test = start();
      await expect(test.delivers(payload, { at: Date.now() - hourMs })).rejects.toMatchObject(refused);
    });
  }

  if (event && 'header' in event) {
    attempt('foreignEvent', 'ignores other events', async () => {
      const test = start();
      expect(await test.delivers(payload, { headers: { [event.header]: 'an-event-that-nobody-waits-for' } })).toEqual([]);
    });
  }

  attempt('otherShape', 'says what does not fit where a delivery is of another shape', async () => {
    const test = start();
    for (const body of ['null', '[]', '{}', '"text"', '{"id": ']) {
      const received = await test.receive(test.delivery(body)).catch((thrown: unknown) => thrown);
      // Anything but an error of its own kind is an exception that nobody meant.
      if (received instanceof Error) expect(received, `the body was ${body}`).toMatchObject({ code: 'invalid_input' });
    }
  });

  if (action.subscribe) {
    attempt('subscribe', 'subscribes, and ends the subscription', async () => {
      const test = start().replies(subscribeReply);
      const { id } = await test.subscribe(input);
      expect(id).not.toBe('');
      test.replies(undefined);
      await test.unsubscribe(input, id);
      expect(test.requests).toHaveLength(2);
      const [subscribing, unsubscribing] = test.requests;
      if (!subscribing || !unsubscribing) return;
      const isOurs = action.signingSecret === 'generated' && signature.scheme !== 'none';
      if (!holdsText(subscribing, address)) expect.fail('The request that subscribes does not say the address. Send `url`.');
      if (isOurs && !holdsText(subscribing, test.secret)) {
        expect.fail(
          'The request that subscribes does not say what to sign with. Send `secret`, or declare another `signingSecret`.',
        );
      }
      if (!holdsText(unsubscribing, id, { whole: true })) {
        expect.fail(`The request that ends the subscription does not say which one: nowhere in it is "${id}". Send \`id\`.`);
      }
    });
  }
}
