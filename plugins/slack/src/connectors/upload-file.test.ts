import { Readable } from 'node:stream';
import { temporaryFiles } from '@mortise/sdk';
import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Slack } from '../slack.application.ts';
import { UploadFile } from './upload-file.ts';

const files = await temporaryFiles();
const content = Readable.from([Buffer.from('%PDF-1.7')]);
const file = await files.save({ name: 'invoice.pdf', contentType: 'application/pdf' }, content);

const place = { ok: true, upload_url: 'https://files.slack.com/upload/v1/ABC123', file_id: 'F123ABC456' };
const received = { status: 200, headers: { 'content-type': 'text/plain' }, body: 'OK - 8' };
const done = { ok: true, files: [{ id: 'F123ABC456', title: 'Invoice 2026-17', mimetype: 'application/pdf' }] };
const input = { file, title: 'Invoice 2026-17', channel_id: 'C024BE91L', initial_comment: 'Paid' };
const replies = [place, received, done];

describe('UploadFile', () => {
  it('asks for a place, sends the content there and shares the file', async () => {
    const api = testConnector(UploadFile, { application: Slack });
    api.replies(...replies);

    const output = await api.run({ ...input, alt_text: 'An invoice' });

    expect(api.requests).toMatchObject([
      { path: '/api/files.getUploadURLExternal', body: { filename: 'invoice.pdf', length: '8', alt_text: 'An invoice' } },
      {
        method: 'POST',
        host: 'files.slack.com',
        path: '/upload/v1/ABC123',
        headers: { 'content-type': 'application/pdf' },
        body: '%PDF-1.7',
      },
      {
        path: '/api/files.completeUploadExternal',
        body: {
          files: [{ id: 'F123ABC456', title: 'Invoice 2026-17' }],
          channel_id: 'C024BE91L',
          initial_comment: 'Paid',
        },
      },
    ]);
    expect(output).toEqual(done);
  });

  it('makes no file of a content that did not arrive', async () => {
    const api = testConnector(UploadFile, { application: Slack });
    api.replies(place, { status: 400, headers: { 'content-type': 'text/plain' }, body: 'Bad request' });

    expect(await api.outcome(input)).toMatchObject({ outcome: 'fail', error: { code: 'api_rejected' } });
    expect(api.requests).toHaveLength(2);
  });

  it('sends nothing to a place outside of Slack', async () => {
    const api = testConnector(UploadFile, { application: Slack });
    api.replies({ ...place, upload_url: 'https://files.example.com/upload' });

    expect(await api.outcome(input)).toMatchObject({ outcome: 'fail', error: { code: 'host_not_declared' } });
    expect(api.requests).toHaveLength(1);
  });

  it('fails where the file is not kept any more', async () => {
    const api = testConnector(UploadFile, { application: Slack });

    const outcome = await api.outcome({ ...input, file: { ...file, id: '0'.repeat(32) } });

    expect(outcome).toMatchObject({ outcome: 'fail', error: { code: 'file_not_found' } });
  });
});

faultMatrix(UploadFile, { application: Slack, input, replies });
