/** The connector `demo-shop.get-order`, called by a program that embeds the runtime, inline or in a process of its own. */

import { InlineRunner, PluginCatalogue, ProcessRunner, Runtime } from '@mortise/runtime';
import { HttpClient, memoryTokenStore } from '@mortise/sdk';
import { serve } from './serve.ts';

const { BENCH_SHOP_URL: url = '', BENCH_PROJECT: projectDirectory = '', BENCH_RUNNER: runner } = process.env;
const runtime = new Runtime({
  catalogue: PluginCatalogue.open({ projectDirectory, sdkVersion: '1.0.0' }),
  runner: runner === 'process' ? new ProcessRunner() : new InlineRunner(),
  http: new HttpClient({ allow: [new URL(url).host] }),
});
const connection = {
  id: 'bench',
  revision: '1',
  application: 'demo-shop',
  settings: { url },
  credentials: { clientId: 'demo-shop-client', clientSecret: 'demo-shop-secret' },
  tokenStore: memoryTokenStore(),
};

serve(async (input) => {
  const { outcome } = await runtime.call({ action: 'demo-shop.get-order', input, connection });
  if (outcome.outcome !== 'success') throw new Error(JSON.stringify(outcome));
  return { output: outcome.output };
});
