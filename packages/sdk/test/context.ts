import type { ActionContext } from '../src/actions/action.ts';

/** A context for actions that send nothing, unless the test says otherwise. */
export function contextWith(overrides: Partial<ActionContext> = {}): ActionContext {
  return {
    settings: {},
    idempotencyKey: 'key-of-this-step',
    log: { info() {}, warn() {} },
    signal: new AbortController().signal,
    send: () => Promise.reject(new Error('This test sends nothing.')),
    download: () => Promise.reject(new Error('This test downloads nothing.')),
    readFile: () => Promise.reject(new Error('This test reads no file.')),
    ...overrides,
  };
}
