import 'reflect-metadata';
import { type ActionContext, execute, type Outcome } from '@mortise/sdk';
import {
  type CanActivate,
  Controller,
  type ExecutionContext,
  Get,
  Inject,
  Injectable,
  Module,
  Scope,
  UseGuards,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { Identity } from '../link/identity.ts';
import { ActionLoader } from './action.loader.ts';
import { CustomAction, Filter, MortiseModule, Transform } from './index.ts';

const Order = z.object({ id: z.string(), total: z.number() });

class Warehouse {
  readonly reserved: string[] = [];
}

@Injectable()
class OnlySmallOrders implements CanActivate {
  canActivate(context: ExecutionContext) {
    const { total } = Order.parse(context.switchToRpc().getData());
    return total < 1000;
  }
}

@Injectable()
class Orders {
  readonly #warehouse: Warehouse;

  constructor(@Inject(Warehouse) warehouse: Warehouse) {
    this.#warehouse = warehouse;
  }

  @CustomAction({
    name: 'reserve',
    title: 'Reserve an order',
    input: Order,
    output: z.object({ count: z.int() }),
    repeatable: false,
  })
  @UseGuards(OnlySmallOrders)
  async reserve({ id }: z.infer<typeof Order>, { idempotencyKey }: ActionContext) {
    this.#warehouse.reserved.push(`${id} ${idempotencyKey}`);
    return { count: this.#warehouse.reserved.length };
  }

  @Transform({ name: 'to-invoice', title: 'Make an invoice', input: Order, output: z.object({ sum: z.string() }) })
  toInvoice({ total }: z.infer<typeof Order>) {
    return { sum: total.toFixed(2) };
  }

  unmarked() {
    return 'nothing to see';
  }
}

@Controller('shop')
class Shop {
  @Get()
  hello() {
    return 'hello';
  }

  @Filter({ name: 'is-large', title: 'Is large', input: Order })
  isLarge({ total }: z.infer<typeof Order>) {
    return total > 500;
  }
}

/** The application as it was, and one line for its actions. The address leads nowhere: nobody is asked in these tests. */
@Module({
  imports: [MortiseModule.forRoot({ name: 'shop', url: 'tcp://127.0.0.1:9', key: testKey(), onState: () => undefined })],
  controllers: [Shop],
  providers: [Orders, OnlySmallOrders, Warehouse],
})
class AppModule {}

function testKey(): string {
  return Identity.create().save();
}

async function start() {
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), { logger: false });
  await app.listen(0, '127.0.0.1');
  onTestFinished(() => app.close());
  const actions = app.get(ActionLoader, { strict: false }).load();
  const run = (name: string, input: unknown): Promise<Outcome> => {
    const action = actions.find((each) => each.name === name);
    if (!action) throw new Error(`There is no action ${name}.`);
    return execute(action, input, context);
  };
  return { app, actions, run };
}

const refused = () => Promise.reject(new Error('nothing is asked of the host in these tests'));
const context: ActionContext = {
  settings: {},
  idempotencyKey: 'key-1',
  log: { info: () => undefined, warn: () => undefined },
  signal: new AbortController().signal,
  send: refused,
  download: refused,
  readFile: refused,
};

describe('MortiseModule', () => {
  it('finds the marked methods of providers and controllers, and no others', async () => {
    const { actions } = await start();
    expect(actions.map(({ name, kind, title, repeatable }) => ({ name, kind, title, repeatable }))).toEqual([
      { name: 'reserve', kind: 'custom', title: 'Reserve an order', repeatable: false },
      { name: 'to-invoice', kind: 'transform', title: 'Make an invoice', repeatable: undefined },
      { name: 'is-large', kind: 'filter', title: 'Is large', repeatable: undefined },
    ]);
  });

  it('runs them with what Nest has injected', async () => {
    const { run, app } = await start();
    expect(await run('reserve', { id: 'A', total: 10 })).toEqual({ outcome: 'success', output: { count: 1 } });
    expect(app.get(Warehouse).reserved).toEqual(['A key-1']);
    expect(await run('to-invoice', { id: 'A', total: 10 })).toEqual({ outcome: 'success', output: { sum: '10.00' } });
  });

  it('asks their guards first', async () => {
    const { run, app } = await start();
    expect(await run('reserve', { id: 'B', total: 5000 })).toMatchObject({
      outcome: 'fail',
      error: { detail: expect.stringContaining('Forbidden') },
    });
    expect(app.get(Warehouse).reserved).toEqual([]);
  });

  it('lets the input of a filter go on, or ends the branch', async () => {
    const { run } = await start();
    const large = { id: 'C', total: 900 };
    expect(await run('is-large', large)).toMatchObject({ outcome: 'success', output: large });
    expect(await run('is-large', { id: 'D', total: 1 })).toMatchObject({ outcome: 'stop' });
  });

  it('checks input and output against the schemas', async () => {
    const { run } = await start();
    expect(await run('to-invoice', { id: 'A' })).toMatchObject({
      outcome: 'fail',
      error: { code: 'invalid_input', path: 'total' },
    });
  });

  it('leaves the web server of the application as it was', async () => {
    const { app } = await start();
    expect(await (await fetch(`${await app.getUrl()}/shop`)).text()).toBe('hello');
  });

  it('finds those of what factories and values provide, and those of a class in two modules once', async () => {
    class Stock {
      readonly pieces: number;

      constructor(pieces: number) {
        this.pieces = pieces;
      }

      @Transform({ name: 'count', title: 'Count', input: z.object({}), output: z.object({ pieces: z.int() }) })
      count() {
        return { pieces: this.pieces };
      }
    }
    class Clock {
      @Transform({ name: 'tell', title: 'Tell', input: z.object({}), output: z.object({ hour: z.int() }) })
      tell() {
        return { hour: 12 };
      }
    }
    @Module({ providers: [Orders, Warehouse] })
    class OtherModule {}
    @Module({
      imports: [
        MortiseModule.forRoot({ name: 'shop', url: 'tcp://127.0.0.1:9', key: testKey(), onState: () => undefined }),
        OtherModule,
      ],
      providers: [
        Orders,
        Warehouse,
        { provide: Stock, useFactory: async () => new Stock(7) },
        { provide: 'clock', useValue: new Clock() },
        { provide: 'same clock', useExisting: 'clock' },
        { provide: 'settings', useValue: { hour: 12 } },
        { provide: 'nothing', useValue: null },
      ],
    })
    class ProvidedModule {}
    const app = await NestFactory.create(ProvidedModule, new FastifyAdapter(), { logger: false });
    await app.init();
    onTestFinished(() => app.close());

    const actions = app.get(ActionLoader, { strict: false }).load();
    expect(actions.map(({ name }) => name).sort()).toEqual(['count', 'reserve', 'tell', 'to-invoice']);
    const count = actions.find(({ name }) => name === 'count');
    if (!count) throw new Error('There is no action count.');
    expect(await execute(count, {}, context)).toEqual({ outcome: 'success', output: { pieces: 7 } });
  });

  it.each([
    ['request', Scope.REQUEST, 'is request-scoped'],
    ['user of it', Scope.TRANSIENT, 'is transient'],
  ])('does not start with actions of a provider that is made for each %s', async (_what, scope, reason) => {
    @Injectable({ scope })
    class Late {
      @Transform({ name: 'late', title: 'Late', input: z.object({}), output: z.object({}) })
      late() {
        return {};
      }
    }
    @Module({
      imports: [MortiseModule.forRootAsync({ useFactory: () => ({ name: 'late', key: testKey(), onState: () => undefined }) })],
      providers: [Late],
    })
    class LateModule {}
    const app = await NestFactory.create(LateModule, new FastifyAdapter(), { logger: false });
    await expect(app.init()).rejects.toThrow(`Late has actions and ${reason}`);
  });
});
