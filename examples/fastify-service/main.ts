import { mortise } from '@mortise/service';
import { fastify } from 'fastify';
import { ConvertAmount, PriceTag } from './rates.actions.ts';

const app = fastify();
app.get('/health', () => ({ status: 'ok' }));

const service = mortise({ name: 'rates', title: 'Exchange rates', actions: [ConvertAmount, PriceTag] });
app.addHook('onReady', () => service.start());
app.addHook('onClose', () => service.stop());

await app.listen({ port: Number(process.env['PORT'] ?? 3002), host: '127.0.0.1' });
process.once('SIGTERM', () => void app.close());
