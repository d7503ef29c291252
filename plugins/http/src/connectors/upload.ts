import { type ActionContext, type BodyOptions, Connector, FileReference, type InputOf, post, select, text } from '@mortise/sdk';
import { z } from 'zod';
import { Answer, readBody } from '../answer.ts';
import { withHeaders } from '../connection-headers.ts';
import { NamedValues, target, verdicts } from '../fields.ts';
import { checkHeaderValue, type HeaderFields } from '../headers.ts';

const maxBytes = 20 * 1024 * 1024;
const asForm = { sendAs: 'multipart' } as const;

/** @see https://www.rfc-editor.org/rfc/rfc7578 */
export class Upload extends Connector {
  readonly name = 'upload';
  readonly title = 'Upload a file';
  override readonly description = 'Sends a file of an earlier step, up to 20 MiB, in a form or as it is.';
  readonly input = z
    .object({
      method: z.enum(['POST', 'PUT', 'PATCH']).default('POST').meta({ title: 'Method' }),
      ...target,
      file: FileReference.meta({ title: 'File', description: 'What an earlier step gave, for example a download' }),
      filename: z.string().min(1).optional().meta({ title: 'Name of the file', description: 'In place of its own' }),
      contentType: z
        .string()
        .min(1)
        .superRefine(checkHeaderValue)
        .optional()
        .meta({ title: 'Type of the file', description: 'In place of its own' }),
      sendAs: select('Send it', { multipart: 'In a form (multipart/form-data)', raw: 'As it is' }).default('multipart'),
      field: text('Field of the file', { showIf: asForm, optional: true, help: 'Its name in the form; file by default' }),
      fields: NamedValues.optional().meta({ title: 'Further fields', showIf: { sendAs: ['multipart'] } }),
      ...verdicts,
    })
    .superRefine(checkType);
  readonly output = Answer;

  async execute(input: InputOf<Upload>, context: ActionContext) {
    const { method, path, query = {}, headers, success, fail, retry } = input;
    const body = bodyOf(input, await context.readFile(input.file, { maxBytes }));
    const request = { ...post(path, { query, ...body }), method };
    const answer = await context.send(withHeaders(request, headers, context), { success, fail, retry });
    return { status: answer.status, headers: answer.headers, body: await readBody(answer) };
  }
}

/** The type of a form names its boundary, which nobody else can know. */
function checkType({ sendAs, headers }: { sendAs: 'multipart' | 'raw'; headers: HeaderFields }, context: z.RefinementCtx): void {
  const name = Object.keys(headers).find((header) => header.toLowerCase() === 'content-type');
  if (name === undefined || sendAs === 'raw') return;
  context.addIssue({
    code: 'custom',
    path: ['headers', name],
    message: 'is that of the form. Leave it out, or send the file as it is',
  });
}

function bodyOf({ file, sendAs, field = 'file', fields, ...given }: InputOf<Upload>, content: Uint8Array): BodyOptions {
  const { contentType = file.contentType, filename = file.name } = given;
  if (sendAs === 'raw') return { body: content, headers: { 'content-type': contentType } };
  return { multipart: { ...fields, [field]: { content, filename, contentType } } };
}
