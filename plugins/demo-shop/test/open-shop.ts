import { type DemoShop as Shop, startDemoShop } from '@mortise/demo-shop';
import { type Connection, connect, HttpClient } from '@mortise/sdk';
import { onTestFinished } from 'vitest';
import { DemoShop } from '../src/demo-shop.application.ts';

/** A running shop and a connection to it; both are closed when the test ends. */
export async function openShop(): Promise<{ readonly shop: Shop; readonly connection: Connection }> {
  const shop = await startDemoShop();
  const http = new HttpClient({ allow: [`127.0.0.1:${shop.port}`] });
  onTestFinished(async () => {
    await http.close();
    await shop.close();
  });
  const { url, clientId, clientSecret } = shop;
  return { shop, connection: await connect(DemoShop, { url, clientId, clientSecret }, { http }) };
}

/** What the shop received besides token requests. */
export function callsOf(shop: Shop) {
  return shop.requests.filter(({ path }) => !path.startsWith('/oauth/'));
}
