import type { ExchangeRecord } from '@mortise/sdk';
import type { Exchange } from './message.ts';

const mostKept = 5;
const longestBody = 2000;
const secretName =
  /("[^"]*(?:token|secret|password|passwd|authorization|api_?key|signature|private_?key)[^"]*"\s*:\s*)"(?:[^"\\]|\\.)*("|$)/gi;

/** What an attempt sent to its service and got back: the last few exchanges, with the beginnings of their bodies. */
export class Exchanges {
  readonly #kept: Exchange[] = [];

  get kept(): Exchange[] {
    return [...this.#kept];
  }

  add({ method, url, status, error, durationMs, requestBytes, responseBytes, request, response }: ExchangeRecord): void {
    this.#kept.push({
      method,
      url,
      ...(status !== undefined && { status }),
      ...(error !== undefined && { error }),
      durationMs: Math.round(durationMs * 100) / 100,
      requestBytes,
      responseBytes,
      ...(request !== undefined && { request: shown(request) }),
      ...(response !== undefined && { response: shown(response) }),
    });
    if (this.#kept.length > mostKept) this.#kept.shift();
  }
}

/** Known secrets are out of it already. What only looks like one by its name is taken out too. */
function shown(text: string): string {
  const clean = text.replace(secretName, '$1"[redacted]"');
  return clean.length > longestBody ? `${clean.slice(0, longestBody)}…` : clean;
}
