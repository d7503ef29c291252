/** The same feature behind a REST API: a route with its checks, its key and its errors. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { Order, priceOrder } from './price.ts';

const apiKey = process.env['API_KEY'];
const server = createServer((request, response) => void handle(request, response));
server.listen(Number(process.env['PORT']), '127.0.0.1');

async function handle(request: IncomingMessage, response: ServerResponse) {
  const answer = (status: number, body: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  if (request.headers['x-api-key'] !== apiKey) return answer(401, { message: 'The key is wrong.' });
  if (request.method !== 'POST' || request.url !== '/prices') return answer(404, { message: 'There is no such address.' });
  const { data, error } = Order.safeParse(await json(request).catch(() => undefined));
  return data ? answer(200, priceOrder(data)) : answer(400, { message: error.message });
}
