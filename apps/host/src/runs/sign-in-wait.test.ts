import { describe, expect, it } from 'vitest';
import { browserPlugin, connectShop } from '../authorization/sign-in.test-kit.ts';
import { changeTokens, openShop, order, signedIn, signIn } from '../connections/signed-in.test-kit.ts';
import { databases, testHost } from '../host.test-kit.ts';
import { chain, readRun, runIn, withProcess } from './run.test-kit.ts';

const document = (givenUpAfterSeconds: number) =>
  chain({
    get: { kind: 'action', action: 'shop.get', connection: 'main', retry: { attempts: 1, givenUpAfterSeconds } },
  });

async function lastError(host: Parameters<typeof readRun>[0], run: string): Promise<string | undefined> {
  const { steps } = await readRun(host, run);
  return steps.find(({ step }) => step === 'get')?.message.attempts.at(-1)?.error?.code;
}

describe.each(databases)('a step whose connection somebody has to sign in to, on $engine', ({ open }) => {
  it('waits, however few its attempts, and goes on as soon as somebody has signed in', async () => {
    const shop = await openShop();
    const host = await testHost({ plugins: [browserPlugin], ...(await open()) });
    const id = await signedIn(host, shop);
    const { start } = await withProcess(host.app, document(3600));
    await changeTokens(host, id, { refreshToken: 'taken-back', expiresAt: Date.now() - 1 });

    const runs = [await start(order), await start(order)];
    for (const run of runs) await expect.poll(() => lastError(host, run)).toBe('sign_in_failed');
    expect((await readRun(host, runs[0] ?? '')).state).toBe('running');
    const requests = shop.tokenRequests;
    await signIn(host, id);

    for (const run of runs) expect((await runIn(host, run, 'completed')).failed).toBe(0);
    expect(shop.tokenRequests - requests).toBe(1);
  });

  it('waits where nobody has signed in yet, no longer than a message may live', async () => {
    const shop = await openShop();
    const host = await testHost({ plugins: [browserPlugin], ...(await open()) });
    await connectShop(host, shop);
    const { start } = await withProcess(host.app, document(1));

    const run = await start(order);
    await runIn(host, run, 'failed');
    expect(await lastError(host, run)).toBe('sign_in_failed');
  });
});
