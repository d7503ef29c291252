import { mortise } from '@mortise/service';
import express from 'express';
import { CloseTicket, OpenTicket } from './tickets.actions.ts';
import { tickets } from './tickets.ts';

const app = express();
app.get('/tickets', (_request, response) => void response.json(tickets.list()));
const server = app.listen(Number(process.env['PORT'] ?? 3001), '127.0.0.1');

const service = mortise({ name: 'tickets', title: 'Tickets', actions: [OpenTicket, CloseTicket] });
await service.start();

process.once('SIGTERM', () => {
  server.close();
  void service.stop();
});
