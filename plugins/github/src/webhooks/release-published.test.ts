import { faultMatrix, testWebhook } from '@mortise/testing';
import { describe, expect, it } from 'vitest';
import { surroundings } from '../../test/event.ts';
import { release } from '../../test/release.ts';
import { input, isRepositoryHook } from '../../test/repository-hook.ts';
import { GitHub } from '../github.application.ts';
import { ReleasePublished } from './release-published.ts';

const reply = { action: 'published', release, ...surroundings };

describe('ReleasePublished', () => {
  it('gives the release', async () => {
    expect(await testWebhook(ReleasePublished, { application: GitHub }).delivers(reply)).toEqual([reply]);
  });

  isRepositoryHook(ReleasePublished, 'release', reply);

  it('passes over a draft that is made or edited', async () => {
    const hook = testWebhook(ReleasePublished, { application: GitHub });

    expect(await hook.delivers({ ...reply, action: 'created' })).toEqual([]);
    expect(await hook.delivers({ ...reply, action: 'edited' })).toEqual([]);
  });
});

faultMatrix(ReleasePublished, { application: GitHub, input, reply, subscribeReply: { id: 109948940 } });
