import { type InputOf, post, RestConnector } from '@mortise/sdk';
import { z } from 'zod';
import { File } from '../file.ts';
import { sharing } from '../upload.ts';

/** @see https://docs.slack.dev/reference/methods/files.completeUploadExternal */
export class CompleteUpload extends RestConnector {
  readonly name = 'complete-upload';
  readonly title = 'Complete an upload';
  override readonly description = 'Makes files of what was sent to the addresses of `get-upload-url`, and shares them.';
  readonly input = z.object({
    files: z
      .array(
        z.object({
          id: z.string().min(1).meta({ description: 'The file_id that came with the address' }),
          title: z.string().optional(),
          highlight_type: z.string().optional().meta({ description: 'What to colour a text as; Slack may know better' }),
        }),
      )
      .min(1)
      .meta({ title: 'Files' }),
    ...sharing,
  });
  readonly output = z.looseObject({ files: z.array(File) });

  request(json: InputOf<CompleteUpload>) {
    return post('/files.completeUploadExternal', { json });
  }
}
