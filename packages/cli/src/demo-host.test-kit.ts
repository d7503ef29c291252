import { startDemoShop } from '@mortise/demo-shop';
import { type Ended, makeProject, mortise, type StartedHost, startHost } from './mortise.test-kit.ts';

export type Shop = Awaited<ReturnType<typeof startDemoShop>>;

/** A project with a running host, and the demo shop behind it. */
export interface DemoHost extends AsyncDisposable {
  readonly project: string;
  readonly shop: Shop;
  readonly host: StartedHost;
  /** Adds a connection that works. */
  connect(name: string): Promise<Ended>;
}

export async function startDemoHost(): Promise<DemoHost> {
  const [project, shop] = await Promise.all([makeProject(), startDemoShop()]);
  const host = await startHost(project, { MORTISE_EGRESS_ALLOW: `127.0.0.1:${shop.port}` });
  return {
    project,
    shop,
    host,
    connect(name) {
      const values = ['--value', `url=${shop.url}`, '--value', `clientId=${shop.clientId}`, '--secret', 'clientSecret=-'];
      return mortise(['connections', 'add', 'demo-shop', '--name', name, ...values], {
        cwd: project,
        input: `${shop.clientSecret}\n`,
      });
    },
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      await shop.close();
    },
  };
}
