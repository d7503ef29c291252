/** The least that can be done: node:http in front, undici to the upstream. */
import { Agent, request } from 'undici';
import { serve } from './serve.ts';

const { BENCH_SHOP_URL: shopUrl = '', BENCH_SHOP_TOKEN: token = '' } = process.env;
const dispatcher = new Agent({ connections: 128 });
const headers = { accept: 'application/json', authorization: `Bearer ${token}` };

serve(async ({ orderId }) => {
  const { body } = await request(`${shopUrl}/api/orders/${encodeURIComponent(orderId)}`, { dispatcher, headers });
  return { output: await body.json() };
});
