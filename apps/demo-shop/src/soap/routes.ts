import type { FastifyInstance } from 'fastify';
import type { Backend } from '../backend.ts';
import { ShopError } from '../errors.ts';
import { lazily } from '../lazily.ts';
import { readWsdl } from '../wsdl.ts';
import { isOurFault, notUnderstood } from './soap-fault.ts';

/** Loads the SOAP library on the first call. It handles text only, so that faults and figures work here as everywhere. */
export function soapRoutes(app: FastifyInstance, backend: Backend) {
  const wsdl = lazily(() => readWsdl(backend.url));
  const service = lazily(async () => (await import('./service.ts')).soapService(backend, await wsdl()));

  app.get('/soap', async ({ url }, reply) => {
    if (!/\?wsdl$/i.test(url)) throw new ShopError(405, 'method_not_allowed', 'Read the WSDL at /soap?wsdl and POST to /soap.');
    return reply.type('text/xml; charset=utf-8').send(await wsdl());
  });

  app.post('/soap', async ({ body, headers }, reply) => {
    const soapaction = headers['soapaction']?.toString();
    const soap = await service();
    const answer = await soap.processRequest(String(body), { url: '/soap', headers: { ...(soapaction && { soapaction }) } });
    const understood = answer.statusCode < 400 || isOurFault(answer.body);
    return reply
      .code(answer.statusCode)
      .type('text/xml; charset=utf-8')
      .send(understood ? answer.body : notUnderstood);
  });
}
