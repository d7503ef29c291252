import { type ActionContext, CustomAction, FileReference, type InputOf, post, run } from '@mortise/sdk';
import { z } from 'zod';
import { aboutContent, sharing } from '../upload.ts';
import { CompleteUpload } from './complete-upload.ts';
import { GetUploadUrl } from './get-upload-url.ts';

const maxBytes = 20 * 1024 * 1024;

/** @see https://docs.slack.dev/messaging/working-with-files#uploading_files */
export class UploadFile extends CustomAction {
  readonly name = 'upload-file';
  readonly title = 'Upload a file';
  override readonly description = 'A file of an earlier step, up to 20 MiB; shared in a channel, or private to the app.';
  readonly input = z.object({
    file: FileReference.meta({ title: 'File', description: 'What an earlier step gave, for example a download' }),
    filename: z.string().min(1).optional().meta({ title: 'Name of the file', description: 'In place of its own' }),
    title: z.string().optional().meta({ title: 'Title', description: 'What people see in place of the name' }),
    ...aboutContent,
    ...sharing,
  });
  readonly output = new CompleteUpload().output;

  async execute(
    { file, title, filename = file.name, alt_text, snippet_type, ...sharing }: InputOf<UploadFile>,
    within: ActionContext,
  ) {
    const content = await within.readFile(file, { maxBytes });
    const place = { filename, length: content.byteLength, alt_text, snippet_type };
    const { upload_url, file_id } = await run(GetUploadUrl, place, { within });
    await within.send(post(upload_url, { body: content, headers: { 'content-type': file.contentType } }));
    return run(CompleteUpload, { files: [{ id: file_id, title }], ...sharing }, { within });
  }
}
