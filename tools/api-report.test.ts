import { expect, it } from 'vitest';
import { reportApi } from './api-report.ts';

it('The API of the SDK is the one in packages/sdk/etc/sdk.api.md', () => {
  expect(reportApi({ update: false })).toEqual([]);
});
