import { expect, it } from 'vitest';

it('changes nothing outside of itself when it is imported', async () => {
  // These leave marks that are not ours.
  await Promise.all([import('@mortise/sdk/manifest'), import('zod'), import('node:http')]);
  const { fetch, setTimeout } = globalThis;
  const names = Reflect.ownKeys(globalThis);
  const variables = { ...process.env };
  await import('./index.ts');
  expect(Reflect.ownKeys(globalThis)).toEqual(names);
  expect(globalThis).toMatchObject({ fetch, setTimeout });
  expect({ ...process.env }).toEqual(variables);
});
