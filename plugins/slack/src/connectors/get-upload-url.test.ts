import { faultMatrix, testConnector } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { Slack } from '../slack.application.ts';
import { GetUploadUrl } from './get-upload-url.ts';

const input = { filename: 'invoice.pdf', length: 53_072 };
const reply = { ok: true, upload_url: 'https://files.slack.com/upload/v1/ABC123', file_id: 'F123ABC456' };

describe('GetUploadUrl', () => {
  it('tells name and size in a form', async () => {
    const api = testConnector(GetUploadUrl, { application: Slack });
    api.replies(reply);

    const output = await api.run(input);

    expect(api.requests).toMatchObject([
      {
        method: 'POST',
        path: '/api/files.getUploadURLExternal',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: { filename: 'invoice.pdf', length: '53072' },
      },
    ]);
    expect(output).toEqual(reply);
  });
});

faultMatrix(GetUploadUrl, { application: Slack, input, reply });
