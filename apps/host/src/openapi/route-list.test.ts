import 'reflect-metadata';
import { Controller, Get, type Type } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { AllowRole } from '../security/access.ts';
import { Answer } from './answer.ts';
import { RouteList } from './route-list.ts';

@Controller('complete')
class CompleteController {
  @Get(':id')
  @AllowRole('editor')
  @Answer(z.string(), { summary: 'Say so' })
  show() {
    return 'complete';
  }
}

@Controller('forgotten')
class ForgottenController {
  @Get()
  @Answer(z.string(), { summary: 'Say so' })
  show() {
    return 'for whom?';
  }
}

@Controller('silent')
class SilentController {
  @Get()
  @AllowRole('viewer')
  show() {
    return 'what?';
  }
}

class AppModule {}

async function start(controller: Type) {
  const module = { module: AppModule, imports: [DiscoveryModule], controllers: [controller], providers: [RouteList] };
  const app = await NestFactory.create(module, new FastifyAdapter(), { logger: false, abortOnError: false });
  onTestFinished(() => app.close());
  await app.init();
  return app.get(RouteList).read();
}

describe('RouteList', () => {
  it('tells of each route what it is for, and for whom', async () => {
    expect(await start(CompleteController)).toMatchObject([
      { method: 'get', path: '/complete/{id}', role: 'editor', answer: { summary: 'Say so' } },
    ]);
  });

  it.each([
    [ForgottenController, 'GET /forgotten does not say whom it is for'],
    [SilentController, 'GET /silent does not say what it answers with'],
  ])('lets no host start with a route that is not thought through: %o', async (controller, message) => {
    await expect(start(controller)).rejects.toThrow(message);
  });
});
