/** An instance of a service in a process of its own, which tests kill. */
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ActionContext, CustomAction, type InputOf } from '@mortise/sdk';
import { mortise } from '@mortise/service';
import { Logger } from '@nestjs/common';
import { z } from 'zod';

// Tests cut connections on purpose.
Logger.overrideLogger(false);

const Facts = z.object({ url: z.string(), keyFile: z.string(), effects: z.string(), concurrency: z.int() });
const { effects, ...link } = Facts.parse(JSON.parse(process.argv[2] ?? ''));

/** Writes down what it does, so that a test sees what was done and how often. */
class Count extends CustomAction {
  readonly name: string = 'count';
  readonly title = 'Count';
  readonly input = z.object({ item: z.int(), pauseMs: z.number().default(2) });
  readonly output = z.object({ item: z.int(), process: z.int() });

  async execute({ item, pauseMs }: InputOf<Count>) {
    await sleep(pauseMs);
    appendFileSync(effects, `${this.name} ${item}\n`);
    return { item, process: process.pid };
  }
}

class CountOnce extends Count {
  override readonly name = 'count-once';
  override readonly repeatable = false;
}

class Echo extends CustomAction {
  readonly name = 'echo';
  readonly title = 'Echo';
  readonly input = z.object({ text: z.string() });
  readonly output = z.object({ text: z.string() });

  execute(input: InputOf<Echo>) {
    return input;
  }
}

class WaitForAbort extends CustomAction {
  readonly name = 'wait-for-abort';
  readonly title = 'Wait until nobody waits';
  readonly input = z.object({});
  readonly output = z.object({});

  async execute(_input: object, { signal }: ActionContext) {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    appendFileSync(effects, 'aborted\n');
    return {};
  }
}

const actions = [Count, CountOnce, Echo, WaitForAbort];
const service = mortise({ name: 'counter', actions, ...link, onState: ({ state }) => process.stdout.write(`${state}\n`) });
await service.start();
