import { describe, expect, it } from 'vitest';
import { databases, testHost } from '../host.test-kit.ts';

const url = 'https://crm.example.com';

/** Connects an account with a form that has a field more. */
async function fillIn(field: object, value: unknown) {
  const { ask } = await testHost({ plugins: [{ application: 'crm', fields: { field } }] });
  const startedAt = performance.now();
  const body = { application: 'crm', name: 'main', values: { url, field: value }, test: false };
  return { answer: await ask('POST', '/api/connections', { body }), durationMs: performance.now() - startedAt };
}

describe('A form that is no JSON Schema', () => {
  it.each([
    [{ type: 'bogus' }],
    [{ $ref: '#/$defs/nowhere' }],
    [{ $ref: '#/properties/field' }],
    [{ type: 'string', pattern: '(' }],
  ])('is the fault of its plugin: %j', async (field) => {
    const { answer } = await fillIn(field, 'text');
    expect(answer).toMatchObject({
      status: 502,
      body: { code: 'plugin_broken', detail: expect.stringMatching(/^The form of The crm is broken: .+ Update the plugin\.$/) },
    });
  });
});

describe('A pattern in a form', () => {
  it.each([
    ['^(a+)+$', 'aaa', 201],
    ['^(a+)+$', `${'a'.repeat(26)}!`, 422],
    ['^(a+)+$', `${'a'.repeat(9000)}!`, 422],
    ['^(?!-)[a-z-]+$', 'a-b', 201],
    ['^(?!-)[a-z-]+$', '-a', 422],
    ['^\\u00e9[^\\p{L}]$', 'é!', 201],
  ])('%s takes its time for nobody: %s gives %i', async (pattern, value, status) => {
    const { answer, durationMs } = await fillIn({ type: 'string', pattern }, value);
    expect(answer).toMatchObject({ status, ...(status === 422 && { body: { code: 'invalid_settings', path: 'field' } }) });
    expect(durationMs).toBeLessThan(20_000);
  });

  it('is stopped where it can only be tried out', async () => {
    const { answer, durationMs } = await fillIn({ type: 'string', pattern: '^(?=a)(a+)+$' }, `${'a'.repeat(40)}!`);
    expect(answer).toMatchObject({ status: 502, body: { code: 'plugin_broken' } });
    expect(durationMs).toBeLessThan(20_000);
  });

  it('is told apart from another', async () => {
    const { ask } = await testHost({
      plugins: [{ application: 'crm', fields: { a: { type: 'string', pattern: '^a$' }, b: { type: 'string', pattern: '^b$' } } }],
    });
    const connect = (values: object) =>
      ask('POST', '/api/connections', { body: { application: 'crm', name: 'main', values: { url, ...values }, test: false } });
    expect(await connect({ a: 'a', b: 'a' })).toMatchObject({ status: 422, body: { path: 'b' } });
    expect(await connect({ a: 'a', b: 'b' })).toMatchObject({ status: 201 });
  });
});

describe('Two forms', () => {
  it('may give their parts the same identity', async () => {
    const fields = { field: { $id: 'urn:field', type: 'string' } };
    const { connect } = await testHost({
      plugins: [
        { application: 'crm', fields },
        { application: 'shop', fields },
      ],
    });
    for (const application of ['crm', 'shop']) await connect(application, 'main', { url, field: 'text' });
  });
});

describe.each(databases)('A value on $engine', ({ open }) => {
  it('may be long, but not endless, however deep it lies', async () => {
    const { ask, connect } = await testHost({
      ...(await open()),
      plugins: [{ application: 'crm', fields: { list: {}, field: {} } }],
    });
    await connect('crm', 'long', { url, field: 'x'.repeat(10_000) });
    const values = { url, list: [{ text: 'x'.repeat(10_001) }] };
    expect(await ask('POST', '/api/connections', { body: { application: 'crm', name: 'x', values } })).toMatchObject({
      status: 422,
      body: { code: 'invalid_settings', path: 'list[0].text' },
    });
  });

  it('may hold any character', async () => {
    const { ask, connect } = await testHost({
      ...(await open()),
      plugins: [{ application: 'crm', login: 'apiKey', fields: { field: {} } }],
    });
    const id = await connect('crm', 'main', { url, apiKey: 'a\0key', field: 'a\0b' });
    expect((await ask('GET', `/api/connections/${id}`)).body).toMatchObject({ values: { field: 'a\0b' } });
    expect(await ask('PATCH', `/api/connections/${id}`, { body: { values: { field: '\0' }, test: false } })).toMatchObject({
      status: 200,
    });
  });
});
