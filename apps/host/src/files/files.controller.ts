import { Readable } from 'node:stream';
import type { FileReference } from '@mortise/sdk';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SentAnswer } from '../openapi/answer.ts';
import { AllowRole } from '../security/access.ts';
import { identityOf } from '../security/identity.ts';
import { asAttachment } from './attachment.ts';
import { TenantFiles } from './tenant-files.ts';

const Content = z.string().meta({ contentEncoding: 'binary' });

/** Any text: one that is no id is the id of no file. */
const FileAddress = z.strictObject({ id: z.string().min(1).max(200) });
type FileAddress = z.infer<typeof FileAddress>;

@Controller('api/files')
export class FilesController {
  constructor(private readonly files: TenantFiles) {}

  @Get(':id')
  @AllowRole('viewer')
  @SentAnswer(Content, { summary: 'Get the content of a file that an action has downloaded', contentType: '*/*' })
  async content(
    @Req() request: FastifyRequest,
    @Param({ schema: FileAddress }) { id }: FileAddress,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { reference, content } = await this.files.of(identityOf(request).tenant).open(id);
    await reply.headers(headersOf(reference)).send(Readable.from(content, { objectMode: false }));
  }
}

/** A service may have said that its file is a page: no browser shall open it as one of ours. */
function headersOf({ name, contentType, size }: FileReference) {
  return {
    'content-type': contentType,
    'content-length': size,
    'content-disposition': asAttachment(name),
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  };
}
