import type { FastifyRequest } from 'fastify';
import { isLoopback } from '../configuration/configuration.ts';
import { OriginRefusedError } from '../errors/origin-refused-error.ts';
import type { Readiness } from '../health/readiness.ts';
import { hostNameOf } from '../http/host-name.ts';
import type { TenantStore } from '../tenants/tenant-store.ts';
import { WorkerClosedError } from './worker-closed-error.ts';
import type { WorkerIdentity } from './worker-identity.ts';

/** What only browsers send along. A web page could post to this port without asking anybody, and there is no sign-in behind it. */
const marksOfBrowsers = ['origin', 'sec-fetch-site'];

/** Stands in front of all routes of the worker, unknown ones included, before a body is read. */
export class WorkerDoor {
  readonly #readiness: Pick<Readiness, 'isDraining'>;
  readonly #tenants: Pick<TenantStore, 'find'>;
  readonly #worker: WorkerIdentity;

  constructor(readiness: Pick<Readiness, 'isDraining'>, tenants: Pick<TenantStore, 'find'>, worker: WorkerIdentity) {
    this.#readiness = readiness;
    this.#tenants = tenants;
    this.#worker = worker;
  }

  /** Throws an OriginRefusedError or a WorkerClosedError. */
  async admit({ headers }: FastifyRequest): Promise<void> {
    const name = hostNameOf(headers.host ?? '');
    if (name === undefined || !isLoopback(name))
      throw new OriginRefusedError('The worker was asked for under a name that is not its own. Use 127.0.0.1.');
    if (marksOfBrowsers.some((mark) => headers[mark] !== undefined))
      throw new OriginRefusedError('The request comes from a browser. The worker serves platforms only.');
    if (this.#readiness.isDraining) throw new WorkerClosedError('The host is about to stop. Send the request again.');
    if (!(await this.#tenants.find(this.#worker.tenant)))
      throw new WorkerClosedError('The tenant that the worker acted for is gone. Set MORTISE_ORCHESTY_TENANT to another one.');
  }
}
