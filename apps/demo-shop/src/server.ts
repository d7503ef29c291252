import fastify, { type FastifyInstance } from 'fastify';
import { ZodError } from 'zod';
import type { Backend } from './backend.ts';
import { banner } from './banner.ts';
import { controlRoutes, isControl } from './control/routes.ts';
import { errorBody, ShopError } from './errors.ts';
import { faultHooks } from './faults/hooks.ts';
import { graphqlRoute } from './graphql/route.ts';
import { oauthRoutes } from './oauth/routes.ts';
import { restRoutes } from './rest/routes.ts';
import { soapRoutes } from './soap/routes.ts';
import { webhookRoutes } from './webhooks/routes.ts';

/** The HTTP server of one shop, not yet listening. */
export function buildServer(backend: Backend) {
  const app = fastify({ genReqId: requestIds(), forceCloseConnections: 'idle' });

  bodyParsers(app);
  errorAnswers(app);
  statsHooks(app, backend);
  faultHooks(app, backend.faults, isControl);
  // After the faults, so that a status counts only if it is really sent.
  app.addHook('onSend', (request, reply, payload, done) => {
    if (!isControl(request)) backend.stats.answered(String(reply.statusCode));
    done(null, payload);
  });

  app.get('/', () => banner({ url: backend.url, ...backend.settings }));
  app.get('/health', () => ({ status: 'ok' }));
  oauthRoutes(app, backend);
  restRoutes(app, backend);
  webhookRoutes(app, backend);
  graphqlRoute(app, backend);
  soapRoutes(app, backend);
  controlRoutes(app, backend);
  return app;
}

function requestIds() {
  let count = 0;
  return () => `req_${String(++count).padStart(6, '0')}`;
}

/** JSON is parsed by fastify, a form into an object, and anything else is kept as text. */
function bodyParsers(app: FastifyInstance) {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(body.toString())));
  });
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
}

function errorAnswers(app: FastifyInstance) {
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof ShopError) return reply.code(error.status).send(errorBody(error.code, error.message, error.field));
    if (error instanceof ZodError) {
      const { path, message } = error.issues[0] ?? { path: [], message: 'The input is not valid.' };
      return reply.code(400).send(errorBody('invalid_input', message, path.join('.')));
    }
    const { status, message } = clientMistake(error);
    return reply.code(status).send(errorBody(status < 500 ? 'bad_request' : 'internal', message));
  });

  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send(errorBody('not_found', `There is no ${request.method} ${request.url}.`)),
  );
}

/** What fastify refuses by itself, such as broken JSON, carries the status to answer. */
function clientMistake(error: unknown) {
  const known = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number';
  return known ? { status: Number(error.statusCode), message: error.message } : { status: 500, message: 'The shop failed.' };
}

function statsHooks(app: FastifyInstance, { stats, log }: Backend) {
  stats.watch(app.server);

  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    if (isControl(request)) return done();

    log.add(request);
    stats.started(`${request.method} ${request.routeOptions.url ?? 'unknown'}`);
    reply.raw.once('close', () => {
      stats.ended();
      if (!reply.raw.headersSent) stats.answered('dropped');
    });
    done();
  });
}
