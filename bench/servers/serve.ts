import { createServer } from 'node:http';

/** A bare node:http server that parses a JSON body, waits for the answer and writes it: the frame of every variant but the host. */
export function serve(answer: (input: { orderId: string }) => Promise<unknown>): void {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { input }: { input: { orderId: string } } = JSON.parse(Buffer.concat(chunks).toString());
      answer(input).then(
        (result) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result)),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
  });
  server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
}
