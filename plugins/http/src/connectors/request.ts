import { type ActionContext, Connector, type InputOf, post, select } from '@mortise/sdk';
import { z } from 'zod';
import { Answer, readBody } from '../answer.ts';
import { withHeaders } from '../connection-headers.ts';
import { checkContent, content, contentOf } from '../content.ts';
import { target, verdicts } from '../fields.ts';

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-9 */
export class Request extends Connector {
  readonly name = 'request';
  readonly title = 'Send a request';
  override readonly description = 'Any request below the base URL. Gives status, headers and body, JSON and XML as values.';
  readonly input = z
    .object({
      method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET').meta({ title: 'Method' }),
      ...target,
      ...content,
      readAs: select('Read the body', { value: 'As what it says it is', text: 'As text' }).default('value'),
      ...verdicts,
    })
    .superRefine(checkContent);
  readonly output = Answer;

  async execute({ method, path, query = {}, headers, readAs, ...rest }: InputOf<Request>, context: ActionContext) {
    const { success, fail, retry, ...content } = rest;
    const request = { ...post(path, { query, ...contentOf(content) }), method };
    const answer = await context.send(withHeaders(request, headers, context), { success, fail, retry });
    return { status: answer.status, headers: answer.headers, body: await readBody(answer, readAs) };
  }
}
