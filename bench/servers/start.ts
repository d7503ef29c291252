/** Starts a host over the project it is given, tells how long that took and whether any plugin's code was run, and ends. */
import { startHost } from '@mortise/host';
import { z } from 'zod';

const { BENCH_PROJECT: projectDirectory = '', BENCH_DATA: dataDirectory = '' } = process.env;

const startedAt = performance.now();
const host = await startHost({ port: 0, dataDirectory, projectDirectory, logLevel: 'silent' });
const startMs = performance.now() - startedAt;
const answer = await fetch(`${host.url}/api/plugins`, { headers: { authorization: `Bearer ${host.adminToken}` } });
const plugins = z.array(z.object({ status: z.string() })).parse(await answer.json());
await host.close();

process.send?.({
  startMs,
  ready: plugins.filter(({ status }) => status === 'ready').length,
  codeRan: Reflect.has(globalThis, 'mortiseBenchPluginRan'),
});
