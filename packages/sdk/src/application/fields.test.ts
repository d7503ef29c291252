import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { BatchConnector } from '../actions/batch-connector.ts';
import { get } from '../http/request.ts';
import { toJsonSchema } from '../schema/schema.ts';
import { choice, choices } from './choice.ts';
import { checkbox, number, secret, slug, text, url } from './form.ts';
import { multiSelect, select } from './select.ts';

const describeForm = (field: z.ZodType) => toJsonSchema(z.object({ field }), 'input');
const describeField = (field: z.ZodType) =>
  z.looseObject({ field: z.looseObject({}) }).parse(describeForm(field)['properties']).field;

class ListPipelines extends BatchConnector {
  readonly name = 'list-pipelines';
  readonly title = 'List pipelines';
  readonly input = z.object({});
  readonly output = z.object({ id: z.string() });
  readonly response = z.array(z.unknown());
  request() {
    return get('/pipelines');
  }
  page(items: unknown[]) {
    return { items };
  }
}

describe('A number', () => {
  it('has bounds', () => {
    expect(describeField(number('Port', { min: 1, max: 65_535, integer: true, help: 'Where it listens.' }))).toEqual({
      type: 'integer',
      title: 'Port',
      description: 'Where it listens.',
      minimum: 1,
      maximum: 65_535,
    });
    expect(describeField(number('Share'))).toEqual({ type: 'number', title: 'Share' });
  });

  it.each([
    [1, true],
    [9, true],
    [0, false],
    [10, false],
    [1.5, false],
    ['3', false],
    [Number.NaN, false],
  ])('between 1 and 9 may be %j: %j', (value, isValid) => {
    expect(number('Server', { min: 1, max: 9, integer: true }).safeParse(value).success).toBe(isValid);
  });
});

describe('A checkbox', () => {
  it('is not set by itself, and need not be filled in', () => {
    expect(describeForm(checkbox('Sandbox'))).toMatchObject({
      properties: { field: { type: 'boolean', title: 'Sandbox', default: false } },
    });
    expect(describeForm(checkbox('Sandbox'))['required']).toBeUndefined();
    expect(z.object({ field: checkbox('Sandbox') }).parse({})).toEqual({ field: false });
  });
});

describe('A select', () => {
  const login = select('Login', { token: 'Access token', oauth2: 'Sign in' });

  it('shows the titles of its values in their order', () => {
    expect(describeField(login)).toEqual({
      type: 'string',
      title: 'Login',
      enum: ['token', 'oauth2'],
      choices: [
        { value: 'token', label: 'Access token' },
        { value: 'oauth2', label: 'Sign in' },
      ],
    });
    expect(describeForm(login)['required']).toEqual(['field']);
    expect(describeField(login.default('token'))).toMatchObject({ default: 'token', title: 'Login' });
  });

  it('takes one of them and nothing else', () => {
    expect(login.parse('token')).toBe('token');
    expect(login.safeParse('Access token').success).toBe(false);
    expectTypeOf(login.parse('token')).toEqualTypeOf<'token' | 'oauth2'>();
  });

  it('may take several of them, each once', () => {
    const events = multiSelect('Events', { open: 'Opened', paid: 'Paid' });
    expect(describeField(events)).toEqual({
      type: 'array',
      title: 'Events',
      items: { type: 'string', enum: ['open', 'paid'] },
      uniqueItems: true,
      choices: [
        { value: 'open', label: 'Opened' },
        { value: 'paid', label: 'Paid' },
      ],
    });
    expect(events.parse(['paid', 'open'])).toEqual(['paid', 'open']);
    expect(events.parse([])).toEqual([]);
    expect(events.safeParse(['open', 'open']).success).toBe(false);
    expect(events.safeParse(['closed']).success).toBe(false);
    expectTypeOf(events.parse([])).toEqualTypeOf<('open' | 'paid')[]>();
  });
});

describe('A choice that the service offers', () => {
  const source = { from: ListPipelines, value: 'id', label: 'label' };

  it('names the action that lists, as data', () => {
    expect(describeField(choice('Pipeline', source))).toMatchObject({
      type: 'string',
      title: 'Pipeline',
      choicesFrom: { action: 'list-pipelines', value: 'id', label: 'label' },
    });
    const stage = choices('Stages', { ...source, from: 'list-stages', items: 'stages', input: { pipelineId: '{pipeline}' } });
    expect(describeField(stage)).toMatchObject({
      type: 'array',
      items: { type: 'string' },
      choicesFrom: { action: 'list-stages', value: 'id', label: 'label', items: 'stages', input: { pipelineId: '{pipeline}' } },
    });
  });

  it('takes a value that nobody offers any more, but no other type', () => {
    expect(choice('Pipeline', source).parse('gone')).toBe('gone');
    expect(choice('Pipeline', source).safeParse(7).success).toBe(false);
    expect(choices('Pipelines', source).parse(['gone'])).toEqual(['gone']);
    expect(choices('Pipelines', source).safeParse('gone').success).toBe(false);
  });
});

describe('A field that may be hidden', () => {
  const showIf = { login: 'token', region: ['eu', 'us'] };
  const carried = { login: ['token'], region: ['eu', 'us'] };

  it.each<[string, z.ZodType]>([
    ['text', text('A', { showIf })],
    ['secret', secret('A', { showIf })],
    ['url', url('A', { showIf })],
    ['slug', slug('A', { showIf })],
    ['number', number('A', { showIf, min: 1 })],
    ['checkbox', checkbox('A', { showIf })],
    ['select', select('A', { a: 'A' }, { showIf })],
    ['multiSelect', multiSelect('A', { a: 'A' }, { showIf })],
    ['choice', choice('A', { from: 'list', value: 'id', label: 'name', showIf })],
    ['choices', choices('A', { from: 'list', value: 'id', label: 'name', showIf })],
  ])('says so, and is required only then: %s', (_kind, field) => {
    expect(describeForm(field)).toMatchObject({ properties: { field: { title: 'A', showIf: carried, requiredIfShown: true } } });
    expect(describeForm(field)['required']).toBeUndefined();
    expect(field.safeParse(undefined).success).toBe(true);
  });

  it('has a type that knows it', () => {
    expectTypeOf(text('A', { showIf }).parse('a')).toEqualTypeOf<string | undefined>();
    expectTypeOf(text('A').parse('a')).toEqualTypeOf<string>();
    expectTypeOf(select('A', { a: 'A', b: 'B' }, { showIf }).parse('a')).toEqualTypeOf<'a' | 'b' | undefined>();
  });

  it('may be left empty where it is optional', () => {
    expect(describeField(text('A', { showIf, optional: true }))).not.toHaveProperty('requiredIfShown');
    expect(describeForm(text('A', { optional: true }))['required']).toBeUndefined();
    expect(describeField(text('A', { optional: true }))).not.toHaveProperty('showIf');
  });
});
