import { AsyncLocalStorage } from 'node:async_hooks';
import { Socket } from 'node:net';

/** What code under test may reach, and what it has tried. */
interface Fence {
  readonly port: number;
  readonly crossings: string[];
}

const fences = new AsyncLocalStorage<Fence>();
let isInstalled = false;

/**
 * Runs code that may open connections to this port of this machine and to nothing else, by whatever means it tries. Throws an
 * Error that names what it reached for, even where the code took no notice of the refusal.
 */
export async function fenced<Result>(port: number, work: () => Promise<Result>): Promise<Result> {
  install();
  const fence: Fence = { port, crossings: [] };
  const ended = await fences.run(fence, work).then(
    (result) => () => result,
    (thrown: unknown) => () => {
      throw thrown;
    },
  );
  if (fence.crossings.length > 0) {
    const targets = [...new Set(fence.crossings)].join(', ');
    throw new Error(`The code reached for ${targets} by itself. Return a request, or use context.send().`);
  }
  return ended();
}

/** All connections over TCP and TLS begin here, those of fetch() and of other clients too. Code outside of a fence is not concerned. */
function install(): void {
  if (isInstalled) return;
  isInstalled = true;
  const { connect } = Socket.prototype;
  Object.defineProperty(Socket.prototype, 'connect', {
    configurable: true,
    writable: true,
    value(this: Socket, ...given: readonly unknown[]) {
      const fence = fences.getStore();
      const target = fence && targetOf(given);
      // The host may be any name: undici is given that of the service, and where it leads. The port was free a moment ago.
      if (!fence || target?.endsWith(`:${fence.port}`)) return Reflect.apply(connect, this, given);
      fence.crossings.push(target ?? 'an address');
      return this.destroy(new Error(`A test does not let the code reach for ${target}.`));
    },
  });
}

/** The first argument is the port, the path of a socket or an object with either; sockets that Node.js opens itself are given a list of all. */
function targetOf(given: readonly unknown[]): string {
  const [first, second] = Array.isArray(given[0]) ? given[0] : given;
  if (typeof first === 'object' && first !== null) {
    const { host = 'localhost', port, path }: { host?: unknown; port?: unknown; path?: unknown } = first;
    return typeof path === 'string' && port == null ? path : `${host}:${port}`;
  }
  const isPort = typeof first === 'number' || /^\d+$/.test(String(first));
  return isPort ? `${typeof second === 'string' ? second : 'localhost'}:${first}` : String(first);
}
