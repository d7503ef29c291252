import { createServer, type RequestListener } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { WebhookRequest } from '@mortise/sdk';
import { onTestFinished } from 'vitest';

/** A server on loopback that keeps the deliveries it is sent, byte for byte; it is closed when the test ends. */
export async function startReceiver(statuses: number[] = []) {
  const deliveries: WebhookRequest[] = [];
  const receive: RequestListener = (request, response) => {
    const { method = '', headersDistinct: headers } = request;
    buffer(request).then(
      (rawBody) => {
        deliveries.push({ method, url: `${url}${request.url?.slice(1)}`, headers, rawBody });
        response.writeHead(statuses.shift() ?? 204).end();
      },
      // The shop gave up while it delivered.
      () => response.destroy(),
    );
  };
  const server = createServer(receive);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
  return { url, deliveries };
}
