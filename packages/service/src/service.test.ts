import { CustomAction } from '@mortise/sdk';
import { Logger } from '@nestjs/common';
import { concat, NEVER, of } from 'rxjs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { Greeting, introduce } from './link/handshake.ts';
import { Identity } from './link/identity.ts';
import { linkTransport } from './link/transport.ts';
import { mortise, type ServiceState } from './service.ts';

// Nest's clients say that nobody is there, which is meant.
Logger.overrideLogger(false);

class Work extends CustomAction {
  readonly name: string = 'work';
  readonly title = 'Work';
  readonly input = z.object({});
  readonly output = z.object({});

  execute() {
    return {};
  }
}

class Odd extends Work {
  override readonly name = 'Odd name';
}

describe('mortise()', () => {
  it.each([
    ['a name that is none', { name: 'My shop' }, 'is not a name'],
    ['an action whose name is none', { name: 'shop', actions: [Odd] }, 'is not a name'],
    ['two actions of one name', { name: 'shop', actions: [Work, new Work()] }, 'defined twice'],
  ])('refuses %s before anything is connected', (_what, options, reason) => {
    expect(() => mortise(options)).toThrow(reason);
  });

  it.each([
    ['nowhere', 'is not an address'],
    ['http://127.0.0.1', 'is no transport'],
    ['nats://a?space=A B', 'A space has'],
  ])('refuses to start at %s', async (url, reason) => {
    await expect(mortise({ name: 'shop', url, key: Identity.create().save() }).start()).rejects.toThrow(reason);
  });

  it('keeps looking for a host that is not there, more slowly each time, until it is stopped', async () => {
    const states: ServiceState[] = [];
    const url = 'memory:nobody';
    const service = mortise({ name: 'shop', url, key: Identity.create().save(), onState: (state) => void states.push(state) });
    await service.start();
    await expect.poll(() => states.length).toBeGreaterThan(3);
    await service.stop();
    const waits = states.flatMap((state) =>
      state.state === 'connecting' && state.nextTryMs !== undefined ? [state.nextTryMs] : [],
    );
    expect(waits.slice(0, 3)).toEqual([200, 400, 800]);
    expect(service.state).toEqual({ state: 'stopped' });
    const { length } = states;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(states).toHaveLength(length);
  });
});

describe('A service with another host at its address', () => {
  it('says so once, and keeps trying', { timeout: 20_000 }, async () => {
    const server = linkTransport('memory:another').server();
    let greetings = 0;
    server.addHandler('mortise.open', async (greeting) => {
      greetings++;
      return concat(of(introduce(Identity.create(), Greeting.parse(greeting)).introduction), NEVER);
    });
    server.listen(() => undefined);
    onTestFinished(() => void server.close());
    const states: ServiceState[] = [];
    const service = mortise({
      name: 'shop',
      url: 'memory:another',
      key: Identity.create().save(),
      hostKey: Identity.create().publicKey,
      onState: (state) => void states.push(state),
    });
    await service.start();
    await expect.poll(() => greetings, { timeout: 20_000 }).toBe(3);
    await service.stop();
    const reason = expect.stringContaining('another host');
    expect(states).toEqual([{ state: 'connecting' }, { state: 'connecting', reason, nextTryMs: 5000 }, { state: 'stopped' }]);
  });
});

describe('A service at a broker whose package is missing', () => {
  it.each([
    ['nats://127.0.0.1:9', '@nats-io/transport-node'],
    ['amqp://127.0.0.1:9', 'amqplib'],
    ['amqp://127.0.0.1:9', 'amqp-connection-manager'],
    ['redis://127.0.0.1:9', 'ioredis'],
  ])('refuses to start at %s without %s, and says how to install it', async (url, name) => {
    vi.doMock(name, () => {
      throw new Error('There is no such package.');
    });
    onTestFinished(() => void vi.doUnmock(name));
    const keys = { key: Identity.create().save(), hostKey: Identity.create().publicKey };
    const service = mortise({ name: 'shop', url, ...keys, onState: () => undefined });
    onTestFinished(() => service.stop());
    await expect(service.start()).rejects.toThrow(`npm install ${name}`);
  });
});

describe('A service whose key is given', () => {
  it.each([
    { hostKey: undefined, warnings: 1 },
    { hostKey: Identity.create().publicKey, warnings: 0 },
  ])('warns $warnings times that its host is not known at a broker', async ({ hostKey, warnings }) => {
    const emitWarning = vi.spyOn(process, 'emitWarning').mockReturnValue(undefined);
    onTestFinished(() => emitWarning.mockRestore());
    const link = { url: 'redis://127.0.0.1:9', key: Identity.create().save(), ...(hostKey !== undefined && { hostKey }) };
    const service = mortise({ name: 'shop', ...link, onState: () => undefined });
    await service.start();
    await service.stop();
    expect(emitWarning.mock.calls.filter(([text]) => String(text).includes('MORTISE_SERVICE_HOST_KEY'))).toHaveLength(warnings);
  });
});

describe('linkTransport()', () => {
  it('keeps hosts apart on one broker', () => {
    const [one, two] = [linkTransport('nats://127.0.0.1:4222?space=one'), linkTransport('nats://127.0.0.1:4222?space=two')];
    expect(one.packetPattern).not.toBe(two.packetPattern);
    expect(one.openPatterns).not.toBe(two.openPatterns);
  });

  it('keeps the answers to one session apart from those to others on Redis, which gives them to all', () => {
    const { openPattern, openPatterns } = linkTransport('redis://127.0.0.1');
    expect(openPattern('a')).not.toBe(openPattern('b'));
    const matches = new RegExp(`^${openPatterns.replaceAll('.', '\\.').replace('*', '.*')}$`);
    expect(openPattern('a')).toMatch(matches);
    expect(`${openPattern('a')}.reply`).not.toMatch(matches);
  });
});
