import { type ActionContext, Connector, FileReference, type InputOf, post } from '@mortise/sdk';
import { z } from 'zod';
import { withHeaders } from '../connection-headers.ts';
import { checkContent, content, contentOf } from '../content.ts';
import { target } from '../fields.ts';

/** @see https://www.rfc-editor.org/rfc/rfc6266 */
export class Download extends Connector {
  readonly name = 'download';
  readonly title = 'Download a file';
  override readonly description = 'Keeps the body of an answer as a file, up to 100 MiB, and gives a reference to it.';
  readonly input = z
    .object({
      method: z.enum(['GET', 'POST']).default('GET').meta({ title: 'Method' }),
      ...target,
      ...content,
      filename: z
        .string()
        .min(1)
        .optional()
        .meta({ title: 'Name of the file', description: 'In place of the one that the service gives' }),
    })
    .superRefine(checkContent);
  readonly output = FileReference;

  execute({ method, path, query = {}, headers, filename, ...content }: InputOf<Download>, context: ActionContext) {
    const request = { ...post(path, { query, ...contentOf(content) }), method };
    return context.download(withHeaders(request, { accept: '*/*', ...headers }, context), { filename });
  }
}
