import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { browserPlugin } from '../authorization/sign-in.test-kit.ts';
import { postgresDatabase } from '../database/postgres-database.test-kit.ts';
import { testHost } from '../host.test-kit.ts';
import { builtHost, HostProcess, processToken } from '../host-process.test-kit.ts';
import { expire, openShop, order, signedIn } from './signed-in.test-kit.ts';

const plugins = [browserPlugin];
const masterKey = Buffer.alloc(32, 7).toString('base64');

describe('Three host processes on one PostgreSQL database', () => {
  const program = builtHost();

  async function started() {
    const databaseUrl = await postgresDatabase();
    const first = await testHost({ databaseUrl, masterKey, adminToken: processToken, plugins });
    const environment = { MORTISE_DATABASE_URL: databaseUrl, MORTISE_MASTER_KEY: masterKey, MORTISE_RUNNER: 'inline' };
    const start = () => HostProcess.start(program(), first.project, environment);
    return { first, start, hosts: await Promise.all([start(), start(), start()]) };
  }

  it('renew a token once for all their callers, where a second use of the refresh token would end the sign-in', {
    timeout: 150_000,
  }, async () => {
    const shop = await openShop();
    const { first, hosts } = await started();
    const id = await signedIn(first, shop);
    const get = (host: HostProcess) => host.call('shop.get', { connection: id, input: order });
    // Before the first call each of them has to load the plugin.
    expect((await Promise.all(hosts.map(get))).map(({ status }) => status)).toEqual([200, 200, 200]);

    for (const isKnown of [true, false]) {
      // Once refused by the service, though it seems good; once known to have expired.
      if (isKnown) await expire(first, shop, id);
      else shop.expireTokens();
      const requests = shop.tokenRequests;
      const answers = await Promise.all(hosts.flatMap((host) => Array.from({ length: 100 }, () => get(host))));

      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      expect(shop.tokenRequests - requests).toBe(1);
    }
  });

  it('lose no sign-in to one that is killed while it renews, or say that it is lost', { timeout: 150_000 }, async () => {
    const [reached, unreached] = [await openShop(), await openShop()];
    const { first, hosts } = await started();
    const ids = [await signedIn(first, reached, 'reached'), await signedIn(first, unreached, 'unreached')];
    await expire(first, reached, ids[0] ?? '');
    await expire(first, unreached, ids[1] ?? '');
    const [killed, survivor] = hosts;
    if (!killed || !survivor) throw new Error('The hosts have not started.');
    // One shop has done its work when the host dies and cannot tell, the other one has not begun.
    const lost = reached.fail({ path: '/oauth/token', drip: 2000, times: 1 });
    const waiting = unreached.fail({ path: '/oauth/token', drop: 'before', delay: 5000, times: 1 });
    const cutOff = ids.map((id) => killed.call('shop.get', { connection: id, input: order }).catch(() => undefined));
    await expect.poll(() => [lost.hits, waiting.hits], { timeout: 10_000 }).toEqual([1, 1]);
    await sleep(200);

    await killed.kill();
    await Promise.all(cutOff);
    const [ofReached, ofUnreached] = await Promise.all(
      ids.map((id) => survivor.call('shop.get', { connection: id, input: order, timeoutMs: 30_000 })),
    );

    expect(ofUnreached?.status).toBe(200);
    expect(await ofReached?.json()).toMatchObject({ code: 'sign_in_failed', detail: expect.stringContaining('invalid_grant') });
    expect((await first.ask('GET', `/api/connections/${ids[0]}`)).body).toMatchObject({ status: 'needs_sign_in' });
  });
});
