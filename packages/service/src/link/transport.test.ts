import { connect } from 'node:net';
import { Subject } from 'rxjs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type LinkServer, linkTransport } from './transport.ts';

/** A server on a free port that says everything back. */
async function echo() {
  const transport = linkTransport('tcp://127.0.0.1:0');
  const server: LinkServer = transport.server();
  const said = new Subject<unknown>();
  server.addHandler(transport.openPatterns, async () => said);
  server.addHandler(transport.packetPattern, async (packet) => said.next(packet), true);
  await new Promise((resolve) => void server.listen(resolve));
  onTestFinished(() => void server.close());
  const url = `tcp://127.0.0.1:${server.listeningPort?.()}`;
  return { ...linkTransport(url), url };
}

describe('linkTransport() over TCP', () => {
  it('goes on where both ends have more to say than fits a connection', async () => {
    const transport = await echo();
    const client = transport.client();
    onTestFinished(() => void client.close());
    let received = 0;
    client.send(transport.openPattern('a'), {}).subscribe({ next: () => received++, error: () => undefined });
    for (let number = 0; number < 64; number++) {
      client.emit(transport.packetPattern, { number, sealed: 'x'.repeat(350_000) }).subscribe();
    }
    await expect.poll(() => received).toBe(64);
  });

  it('has room for a service, however many strangers say a little now and then', async () => {
    const transport = await echo();
    const port = Number(new URL(transport.url).port);
    const strangers = Array.from({ length: 150 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
    const talk = setInterval(() => {
      for (const stranger of strangers) if (!stranger.destroyed) stranger.write('1');
    }, 100);
    onTestFinished(() => {
      clearInterval(talk);
      for (const stranger of strangers) stranger.destroy();
    });
    await expect.poll(() => strangers.filter(({ closed }) => closed).length).toBe(50);
    await expect.poll(() => strangers.filter(({ closed }) => closed).length).toBe(150);
  });

  it('has room for a service, however many strangers connect and say nothing', async () => {
    const transport = await echo();
    const port = Number(new URL(transport.url).port);
    const strangers = Array.from({ length: 150 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
    onTestFinished(() => {
      for (const stranger of strangers) stranger.destroy();
    });
    await expect.poll(() => strangers.filter(({ closed }) => closed).length).toBe(50);
    const client = transport.client();
    onTestFinished(() => void client.close());
    const answers: unknown[] = [];
    client.send(transport.openPattern('a'), {}).subscribe({ next: (answer) => answers.push(answer), error: () => undefined });
    await expect.poll(() => client.emit(transport.packetPattern, 'hello').subscribe() && answers.length).toBeGreaterThan(0);
  });
});
