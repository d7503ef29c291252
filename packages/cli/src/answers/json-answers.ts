import { z } from 'zod';
import { Action, CallAnswer, Connection, ConnectionTest, HostError, Plugin } from '../host/answers.ts';

/** Statuses of `plugin check`, and of `doctor`. */
const findings = <Status extends readonly [string, ...string[]]>(statuses: Status) =>
  z.array(z.object({ check: z.string(), status: z.enum(statuses), detail: z.string(), fix: z.string().optional() }));

/** What stands in `data`, by the name of the command. */
export const finiteAnswers = {
  'list-plugins': z.object({ items: z.array(Plugin) }),
  'list-actions': z.object({ items: z.array(Action) }),
  call: CallAnswer,
  'connections-add': z.object({ connection: Connection, test: ConnectionTest.optional() }),
  'connections-list': z.object({ items: z.array(Connection) }),
  'connections-test': z.object({ connection: Connection, test: ConnectionTest }),
  'connections-remove': z.object({ connection: Connection }),
  'plugin-check': z.object({ name: z.string(), version: z.string(), findings: findings(['ok', 'warn', 'fail']) }),
  doctor: z.object({ findings: findings(['green', 'yellow', 'red']) }),
  version: z.object({ version: z.string() }),
  help: z.object({ help: z.string() }),
};

/** What stands in `data` of the lines of a stream, by their `type`; `result` is the last line. */
export const streamAnswers = {
  'call-all': {
    page: z.object({ items: z.array(z.unknown()), cursor: z.string().optional() }),
    result: z.object({ pages: z.int(), items: z.int() }),
  },
  start: {
    ready: z.object({ address: z.string(), plugins: z.array(Plugin) }),
    result: z.object({ address: z.string() }),
  },
};

export const ErrorAnswer = z.object({ v: z.literal(1), ok: z.literal(false), error: HostError });
