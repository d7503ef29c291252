import { type DemoShop, startDemoShop } from '@mortise/demo-shop';
import type { TokenSet } from '@mortise/sdk';
import { Kysely } from 'kysely';
import { expect, onTestFinished } from 'vitest';
import { z } from 'zod';
import { TestBrowser } from '../authorization/sign-in.test-kit.ts';
import type { Tables } from '../database/tables.ts';
import type { TestHost } from '../host.test-kit.ts';
import { ConnectionSeal } from './connection-seal.ts';
import { ConnectionStore } from './connection-store.ts';
import { OpenConnections } from './open-connections.ts';

/** What the tests ask of a shop. */
export const order = { path: '/api/orders/ord_0001' };

const SignInLink = z.object({ url: z.string() });

export async function openShop(): Promise<DemoShop> {
  const shop = await startDemoShop();
  onTestFinished(() => shop.close());
  return shop;
}

/** Connects an account of a shop and signs it in as a user does. */
export async function signedIn(host: TestHost, shop: DemoShop, name = 'main'): Promise<string> {
  const id = await host.connect('shop', name, { url: shop.url, clientId: shop.clientId, clientSecret: shop.clientSecret });
  await signIn(host, id);
  return id;
}

export async function signIn(host: TestHost, id: string): Promise<void> {
  const { url } = SignInLink.parse((await host.ask('POST', `/api/connections/${id}/authorize`)).body);
  const { status } = await new TestBrowser().signIn(url);
  expect(status).toBe(200);
}

/** The row of a connection, and what a host reads and writes it with. */
export function inside({ app }: TestHost) {
  const get = <Type>(token: abstract new (...parameters: never[]) => Type) => app.get<Type>(token, { strict: false });
  const store = get(ConnectionStore);
  return {
    store,
    seal: get(ConnectionSeal),
    opened: get(OpenConnections),
    database: app.get<Kysely<Tables>>(Kysely, { strict: false }),
    row: async (id: string) => (await store.find('default', id)) ?? expect.fail('There is no such row.'),
  };
}

/** Stores tokens that differ in this from those that a connection has. */
export async function changeTokens(host: TestHost, id: string, change: Partial<TokenSet>): Promise<void> {
  const { opened, row } = inside(host);
  const tokens = (await opened.tokensOf(await row(id))) ?? expect.fail('There are no tokens.');
  await opened.storeTokens(await row(id), { ...tokens, ...change });
}

/** Lets the tokens of a connection expire, at the shop and in the database. */
export async function expire(host: TestHost, shop: DemoShop, id: string): Promise<void> {
  await changeTokens(host, id, { expiresAt: Date.now() - 1 });
  shop.expireTokens();
}
