import { once } from 'node:events';
import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';

/** A server that writes down the headers of whatever reaches it. */
export async function startListener() {
  const requests: string[] = [];
  const server = createServer(({ headers }, response) => {
    requests.push(JSON.stringify(headers));
    response.setHeader('content-type', 'application/json').end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The server has no port.');
  return { url: `http://127.0.0.1:${address.port}`, requests };
}
