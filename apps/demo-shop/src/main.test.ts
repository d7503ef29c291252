import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { startDemoShop } from './index.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

describe('mortise-demo-shop', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('says what it serves and ends well on %s', async (signal) => {
    const child = spawn(process.execPath, [main, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [printed] = await once(child.stdout, 'data');
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(String(printed))?.[0];

    expect(String(printed)).toContain(`${url}/soap?wsdl`);
    expect((await fetch(`${url}/health`)).status).toBe(200);

    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('says why it cannot open', async () => {
    await using shop = await startDemoShop();
    const child = spawn(process.execPath, [main, '--port', String(shop.port)], { stdio: ['ignore', 'ignore', 'pipe'] });
    const [printed] = await once(child.stderr, 'data');

    expect(String(printed)).toContain(`cannot open on port ${shop.port}`);
    expect(await once(child, 'exit')).toEqual([1, null]);
  });
});
