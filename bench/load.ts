import { Agent, request } from 'undici';

/** Sends `calls` requests, `parallel` at a time, and returns the wall time in milliseconds. Throws at the first answer that is not a 200. */
export async function load(
  url: string,
  headers: Readonly<Record<string, string>>,
  calls: number,
  parallel: number,
): Promise<number> {
  const dispatcher = new Agent({ connections: parallel });
  const body = JSON.stringify({ input: { orderId: 'ord_0001' }, connection: 'bench' });
  let next = 0;
  const caller = async () => {
    while (next < calls) {
      next++;
      const answer = await request(url, {
        dispatcher,
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      });
      const text = await answer.body.text();
      if (answer.statusCode !== 200 || !text.includes('ord_0001'))
        throw new Error(`${url} answered ${answer.statusCode}: ${text}`);
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: parallel }, caller));
  const elapsedMs = performance.now() - startedAt;
  await dispatcher.close();
  return elapsedMs;
}
