import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export type TokenReply = (response: ServerResponse) => void;

/** A service of which only the token endpoint is there, which answers as it is told. */
export async function startTokenServer() {
  let reply: TokenReply = (response) => response.end();
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    request.resume().on('end', () => reply(response));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    replies: (next: TokenReply) => {
      reply = next;
    },
  };
}

/** A JSON answer. */
export function json(body: unknown, status = 200): TokenReply {
  return (response) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
