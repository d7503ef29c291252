import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const sweepMs = 20;

/** Stops listening, lets requests under way finish, and cuts off what is left when the time is up. */
export async function closeServer(app: NestFastifyApplication, graceMs: number): Promise<void> {
  const server = app.getHttpServer();
  // A connection that was busy when closing began stays open after its answer, unless it is swept up.
  const sweep = setInterval(() => server.closeIdleConnections(), sweepMs);
  const force = setTimeout(() => server.closeAllConnections(), graceMs);
  try {
    await app.close();
  } finally {
    clearInterval(sweep);
    clearTimeout(force);
  }
}
