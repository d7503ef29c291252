import { type InputOf, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { aboutContent } from '../upload.ts';

/** @see https://docs.slack.dev/reference/methods/files.getUploadURLExternal */
export class GetUploadUrl extends RestConnector {
  readonly name = 'get-upload-url';
  readonly title = 'Get an address for an upload';
  override readonly description = 'Where the content of a file is sent; `upload-file` does all of it.';
  readonly input = z.object({
    filename: z.string().min(1).meta({ title: 'Name' }),
    length: z.int().min(1).meta({ title: 'Size', description: 'In bytes' }),
    ...aboutContent,
  });
  readonly output = z.looseObject({ upload_url: z.string(), file_id: z.string() });

  /** Slack reads these from a form only. */
  request(form: InputOf<GetUploadUrl>) {
    return post('/files.getUploadURLExternal', { form });
  }
}
