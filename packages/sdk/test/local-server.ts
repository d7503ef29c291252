import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request as it arrived, its path exactly as it was written on the wire. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

export interface LocalServer {
  readonly url: string;
  /** Host and port, as an allow list takes them. */
  readonly host: string;
  readonly received: readonly Received[];
  /** TCP connections that were opened, whether or not a request followed. */
  readonly contacts: number;
}

type Answer = (request: Received, response: ServerResponse) => unknown;

/** A real HTTP server on loopback that keeps what it receives; it is closed when the test ends. */
export async function startServer(answer: Answer, address = '127.0.0.1'): Promise<LocalServer> {
  const received: Received[] = [];
  let contacts = 0;
  const listener: RequestListener = (incoming, response) => {
    read(incoming).then(
      (request) => {
        received.push(request);
        return answer(request, response);
      },
      // The client gave up while it sent its request.
      () => response.destroy(),
    );
  };
  const server = createServer({ maxHeaderSize: 1024 * 1024 }, listener);
  server.on('connection', () => {
    contacts++;
  });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = hostOf(server.address());
  return {
    url: `http://${host}`,
    host,
    received,
    get contacts() {
      return contacts;
    },
  };
}

/** A server that speaks no HTTP of its own: `talk` gets each connection after its first bytes arrived. */
export async function startSocketServer(
  talk: (socket: Socket) => void,
): Promise<{ readonly url: string; readonly host: string }> {
  const sockets = new Set<Socket>();
  const server = createSocketServer((socket) => {
    sockets.add(socket);
    // A client that gives up resets the connection, which is what these tests are about.
    socket.on('error', () => socket.destroy());
    socket.once('data', () => talk(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const host = hostOf(server.address());
  return { url: `http://${host}`, host };
}

export function sendJson(response: ServerResponse, value: unknown, status = 200, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
}

async function read(incoming: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    headers: incoming.headers,
    rawHeaders: incoming.rawHeaders,
    body: Buffer.concat(chunks).toString(),
  };
}

function hostOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') throw new TypeError('The server does not listen on a port.');
  return address.family === 'IPv6' ? `[${address.address}]:${address.port}` : `${address.address}:${address.port}`;
}
