import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Slack } from '../slack.application.ts';
import { CompleteUpload } from './complete-upload.ts';

const input = { files: [{ id: 'F123ABC456', title: 'Invoice 2026-17' }], channel_id: 'C024BE91L', initial_comment: 'Paid' };
const reply = { ok: true, files: [{ id: 'F123ABC456', title: 'Invoice 2026-17' }] };

describe('CompleteUpload', () => {
  it('shares what was sent', async () => {
    const api = testConnector(CompleteUpload, { application: Slack });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([{ method: 'POST', path: '/api/files.completeUploadExternal', body: input }]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(CompleteUpload, { application: Slack, input, reply });
