import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { databases, hostIn } from '../host.test-kit.ts';
import { builtHost, HostProcess } from '../host-process.test-kit.ts';
import { createProject } from '../project.test-kit.ts';
import { shopPlugin } from '../triggers/shop-plugin.test-kit.ts';
import { processesOf } from '../triggers/triggers.test-kit.ts';
import { tell } from './deliver.test-kit.ts';
import { WebhookPage } from './webhook-view.ts';

const told = { kind: 'webhook', action: 'shop.told' };
const everySecond = { kind: 'schedule', cron: '* * * * * *', timeZone: 'UTC' };

describe.each(databases)('A host on $engine that is killed', { timeout: 240_000 }, ({ open }) => {
  const program = builtHost();

  async function prepare(steps: Readonly<Record<string, object>>) {
    const project = await createProject(shopPlugin);
    onTestFinished(() => project.delete());
    const options = await open();
    const environment = options.databaseUrl === undefined ? {} : { MORTISE_DATABASE_URL: options.databaseUrl };
    const host = await hostIn(project, options);
    await processesOf(host).publish('killed', steps);
    return { host, start: () => HostProcess.start(program(), project, environment), reopen: () => hostIn(project, options) };
  }

  it('has lost no delivery that it had acknowledged', async () => {
    const { host, start, reopen } = await prepare({ hook: told });
    await expect
      .poll(async () => WebhookPage.parse((await host.ask('GET', '/api/webhooks')).body).items[0]?.state)
      .toBe('secret_needed');
    const [webhook] = WebhookPage.parse((await host.ask('GET', '/api/webhooks')).body).items;
    await host.ask('POST', `/api/webhooks/${webhook?.id}/secret`, { body: { secret: 's' } });
    await host.host.close();
    const killed = await start();
    const url = `${killed.url}${new URL(webhook?.url ?? '').pathname}`;
    const acknowledged: string[] = [];
    const sending = Array.from({ length: 200 }, async (_, index) => {
      const answer = await tell(url, { id: `e${index}` }, 's').catch(() => undefined);
      if (answer?.status === 200) acknowledged.push(`e${index}`);
    });

    await expect.poll(() => acknowledged.length, { interval: 1, timeout: 60_000 }).toBeGreaterThanOrEqual(100);
    await killed.kill();
    await Promise.all(sending);

    const started = (await processesOf(await reopen()).started('killed')).map((data) => JSON.stringify(data));
    for (const id of acknowledged) expect(started).toContain(JSON.stringify({ id }));
    expect(new Set(started).size).toBe(started.length);
  });

  it('has served no slot of a schedule twice, and goes on with the next', async () => {
    const { host, start, reopen } = await prepare({ tick: everySecond });
    await host.host.close();
    for (let kills = 0; kills < 4; kills++) {
      const killed = await start();
      await sleep(500 + Math.random() * 1000);
      await killed.kill();
    }

    const { started, database } = processesOf(await reopen());
    const before = (await started('killed')).length;
    expect(before).toBeGreaterThan(0);
    await expect.poll(async () => (await started('killed')).length).toBeGreaterThan(before + 1);
    const slots = (await started('killed')).map((data) => JSON.stringify(data));
    expect(new Set(slots).size).toBe(slots.length);
    expect(await database.selectFrom('runs').select('id').execute()).toHaveLength(slots.length);
  });
});
