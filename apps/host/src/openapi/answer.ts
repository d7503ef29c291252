import { SetMetadata } from '@nestjs/common';
import type { z } from 'zod';

const key = 'mortise:answer';

/** What a route gives, for the OpenAPI document and for the compiler. */
export interface AnswerFacts {
  readonly schema: z.ZodType;
  readonly summary: string;
  readonly status: number;
  readonly contentType: string;
}

type Options = Pick<AnswerFacts, 'summary'> & Partial<Omit<AnswerFacts, 'schema'>>;

/** Says what a route answers with. The method does not compile when it returns something else. */
export function Answer<Schema extends z.ZodType>(schema: Schema, options: Options) {
  return <Returned extends z.input<Schema> | Promise<z.input<Schema>>>(
    target: object,
    name: string,
    descriptor: TypedPropertyDescriptor<(...parameters: never[]) => Returned>,
  ): void => {
    SentAnswer(schema, options)(target, name, descriptor);
  };
}

/** The same for a method that sends its answer itself, or has none to give. */
export function SentAnswer(schema: z.ZodType, { status = 200, contentType = 'application/json', summary }: Options) {
  return SetMetadata(key, { schema, status, contentType, summary } satisfies AnswerFacts);
}

export function answerOf(handler: object): AnswerFacts | undefined {
  return Reflect.getMetadata(key, handler);
}
