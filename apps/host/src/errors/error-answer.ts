import { isMortiseError, type MortiseError, ReportedError } from '@mortise/sdk';
import { HttpException } from '@nestjs/common';
import { z } from 'zod';
import { InternalError } from './internal-error.ts';
import { NotFoundError } from './not-found-error.ts';
import { statusOf, statusOfOutcome } from './status-of.ts';
import { TransportError } from './transport-error.ts';

/** What every error looks like to the outside. */
export const ErrorAnswer = z
  .strictObject({
    code: z.string().meta({ description: 'Never changes once published' }),
    title: z.string(),
    detail: z.string().meta({ description: 'What happened, then what to do' }),
    path: z.string().optional().meta({ description: 'The field that is wrong' }),
    position: z.number().optional().meta({ description: 'Of the mistake in an expression, in characters from its start' }),
    do: z.array(z.strictObject({ label: z.string(), command: z.string().optional(), href: z.string().optional() })),
    retryable: z.boolean(),
    correlationId: z.string(),
  })
  .meta({ title: 'Error' });
export type ErrorAnswer = z.infer<typeof ErrorAnswer>;

const FastifyFault = z.object({ code: z.string().startsWith('FST_'), statusCode: z.number() });

/** The error of ours that something thrown stands for. */
export function toMortiseError(thrown: unknown): MortiseError {
  if (isMortiseError(thrown)) return thrown;
  if (thrown instanceof HttpException) return fromStatus(thrown.getStatus(), thrown);
  const fault = FastifyFault.safeParse(thrown).data;
  return fault ? fromStatus(fault.statusCode, thrown) : new InternalError(thrown);
}

export function toAnswer(error: MortiseError, correlationId: string): ErrorAnswer {
  const { code, title, message: detail, path, position, do: remedies, retryable } = error;
  return {
    code,
    title,
    detail,
    ...(path !== undefined && { path }),
    ...(position !== undefined && { position }),
    do: remedies.map((remedy) => ({ ...remedy })),
    retryable,
    correlationId,
  };
}

/** Seconds for `Retry-After`, where the error says how long to wait. */
export function retryAfterOf({ retryAfterMs, retryable }: MortiseError): string | undefined {
  return retryable && retryAfterMs !== undefined ? String(Math.max(1, Math.ceil(retryAfterMs / 1000))) : undefined;
}

export function httpStatusOf(error: MortiseError): number {
  return error instanceof ReportedError ? statusOfOutcome(error.code) : statusOf(error.code);
}

/** Of Nest's and Fastify's own refusals only the status is taken: their texts are written for developers. */
function fromStatus(status: number, cause: unknown): MortiseError {
  switch (status) {
    case 404:
      return new NotFoundError('route_not_found', 'No route has this method and path. All of them are in /api/openapi.json.');
    case 413:
      return new TransportError('body_too_large', 'A body may have 1 MB at most. Send less at once.', { cause });
    case 414:
      return new TransportError('malformed_request', 'A part of the path is too long.', { cause });
    case 415:
      return new TransportError('unsupported_media_type', 'Send the body as JSON, with "Content-Type: application/json".', {
        cause,
      });
    case 400:
      return new TransportError('malformed_json', 'The body is not valid JSON, or holds keys that are not allowed. Correct it.', {
        cause,
      });
    default:
      return new InternalError(cause);
  }
}
