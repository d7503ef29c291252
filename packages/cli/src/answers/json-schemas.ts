import { z } from 'zod';
import { HostError } from '../host/answers.ts';
import { ErrorAnswer, finiteAnswers, streamAnswers } from './json-answers.ts';

/** The JSON Schemas of everything that `--json` prints, by file name. Keys may be added within a version, so none are ruled out. */
export function jsonSchemas(): Record<string, object> {
  const finite = Object.entries(finiteAnswers).map(([name, data]) => [name, z.union([success(data), ErrorAnswer])] as const);
  const streams = Object.entries(streamAnswers).map(([name, lines]) => [name, z.union(linesOf(lines))] as const);
  return Object.fromEntries(
    [...finite, ...streams, ['error', ErrorAnswer] as const].map(([name, schema]) => [
      `${name}.schema.json`,
      { title: `mortise --json: ${name}`, ...z.toJSONSchema(schema, { io: 'input' }) },
    ]),
  );
}

function success(data: z.ZodType) {
  return z.object({ v: z.literal(1), ok: z.literal(true), data });
}

function linesOf({ result, ...others }: { readonly result: z.ZodType } & Readonly<Record<string, z.ZodType>>) {
  const line = { v: z.literal(1), at: z.iso.datetime() };
  return [
    ...Object.entries(others).map(([type, data]) => z.object({ ...line, type: z.literal(type), data })),
    z.object({ ...line, type: z.literal('result'), ok: z.literal(true), data: result }),
    z.object({ ...line, type: z.literal('result'), ok: z.literal(false), error: HostError }),
  ];
}
