import { Backend } from './backend.ts';
import type { DemoShop, DemoShopOptions } from './demo-shop.ts';
import { buildServer } from './server.ts';

/** Starts a shop on 127.0.0.1. Several can run in one process: they share nothing but their seeded data. */
export async function startDemoShop(options: DemoShopOptions = {}): Promise<DemoShop> {
  const backend = new Backend({
    clientId: options.clientId ?? 'demo-shop-client',
    clientSecret: options.clientSecret ?? 'demo-shop-secret',
    accessTokenSeconds: options.accessTokenSeconds ?? 300,
    webhookRetryMs: options.webhookRetryMs ?? 200,
  });
  const app = buildServer(backend);
  backend.url = await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });

  async function close(graceMs = 0) {
    backend.webhooks.reset();
    const force = setTimeout(() => app.server.closeAllConnections(), graceMs);
    // A connection that was busy when closing began stays open after its answer, unless it is swept up.
    const sweep = setInterval(() => app.server.closeIdleConnections(), 20);
    await app.close();
    clearTimeout(force);
    clearInterval(sweep);
  }

  return {
    url: backend.url,
    port: Number(new URL(backend.url).port),
    clientId: backend.settings.clientId,
    clientSecret: backend.settings.clientSecret,
    get requests() {
      return backend.log.read();
    },
    get tokenRequests() {
      return backend.stats.tokenRequests;
    },
    get deliveries() {
      return backend.webhooks.deliveries;
    },
    get faults() {
      return backend.faults.list();
    },
    fail(input) {
      const fault = backend.faults.add(input);
      return {
        id: fault.id,
        get hits() {
          return fault.hits;
        },
        remove: () => void backend.faults.remove(fault.id),
      };
    },
    clearFaults: () => backend.faults.clear(),
    issueToken: (scopes) => backend.issueToken(scopes),
    expireTokens: () => backend.tokens.expireAccess(),
    stats: () => backend.stats.read(),
    reset: () => backend.reset(),
    close,
    [Symbol.asyncDispose]: () => close(),
  };
}
