import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A way to a database that can be held up or cut, until the test ends. */
export async function throughProxy(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let isPaused = false;
  let isDown = false;
  const server = createServer((near) => {
    if (isDown) {
      near.resetAndDestroy();
      return;
    }
    const far = connect(Number(target.port || 5432), target.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('data', (data) => other.write(data));
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      // Whoever uses the connection is told of it.
      one.on('error', () => undefined);
      if (isPaused) one.pause();
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The proxy has no port.');
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${address.port}`;
  return {
    databaseUrl: url.href,
    /** Nothing gets through, and nobody is told. */
    pause(): void {
      isPaused = true;
      for (const socket of sockets) socket.pause();
    },
    resume(): void {
      isPaused = false;
      for (const socket of sockets) socket.resume();
    },
    /** Breaks all connections, in the middle of whatever they were used for. */
    cut(): void {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    /** Nobody is let in any more, or everybody is again. */
    setDown(isSo: boolean): void {
      isDown = isSo;
    },
  };
}
