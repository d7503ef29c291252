import { describe, expect, it } from 'vitest';
import { checkFields } from './check-fields.ts';

const actions = [
  { name: 'list-stages', kind: 'batch' as const },
  { name: 'issue-opened', kind: 'webhook' as const },
];
const check =
  (properties: Record<string, object>, required: string[] = []) =>
  () => {
    const fields = Object.entries(properties).map(([name, field]) => [name, { ...field }] as const);
    checkFields({ properties: Object.fromEntries(fields), required }, 'shop: settings', actions);
  };
const login = { type: 'string', enum: ['token', 'oauth2'] };
const source = { action: 'list-stages', value: 'id', label: 'name' };

describe('A form', () => {
  it('may have conditions, chains of them, and choices', () => {
    const fields = {
      login,
      sandbox: { type: 'boolean' },
      grant: { type: 'string', showIf: { login: ['oauth2'], sandbox: [true] } },
      tokenUrl: { type: 'string', showIf: { grant: ['anything'] } },
      pipeline: { type: 'string', choicesFrom: source },
      stage: { type: 'string', choicesFrom: { ...source, input: { pipeline: '{pipeline}' } } },
    };
    expect(check(fields)).not.toThrow();
  });

  it.each<[string, Record<string, object>, string]>([
    ['a circle', { a: { showIf: { b: ['x'] } }, b: { showIf: { a: ['x'] } } }, 'the field "a" waits for itself'],
    ['a field that shows itself', { a: { showIf: { a: ['x'] } } }, 'the field "a" waits for itself'],
    [
      'a long circle',
      { start: { showIf: { a: ['x'] } }, a: { showIf: { b: ['x'] } }, b: { showIf: { c: ['x'] } }, c: { showIf: { a: ['x'] } } },
      'the field "a" waits for itself',
    ],
    ['an unknown field', { a: { showIf: { b: ['x'] } } }, 'by the value of "b", and there is no such field'],
    ['a name of Object', { a: { showIf: { constructor: ['x'] } } }, 'by the value of "constructor", and there is no such field'],
    ['a secret', { a: { showIf: { pin: ['x'] } }, pin: { writeOnly: true } }, 'which is a secret'],
    ['an unknown value', { login, a: { showIf: { login: ['tokne'] } } }, 'where "login" is "tokne", which is none of its values'],
    [
      'choices from nowhere',
      { a: { choicesFrom: { ...source, action: 'list' } } },
      'from "list". Add that action to the plugin.',
    ],
    ['choices from a webhook', { a: { choicesFrom: { ...source, action: 'issue-opened' } } }, 'which starts processes'],
    ['choices by an unknown field', { a: { choicesFrom: { ...source, input: { x: '{b}' } } } }, 'by the value of "b"'],
    ['choices by themselves', { a: { choicesFrom: { ...source, input: { x: '{a}' } } } }, 'by the value of "a"'],
    [
      'choices by a secret',
      { pin: { writeOnly: true }, a: { choicesFrom: { ...source, input: { x: '{pin}' } } } },
      'is a secret',
    ],
    ['choices without a value', { a: { choicesFrom: { action: 'list-stages' } } }, 'that names no action, value and label'],
  ])('may not have %s', (_what, properties, message) => {
    expect(check(properties)).toThrow(TypeError);
    expect(check(properties)).toThrow(message);
  });

  it('may not require what may be hidden', () => {
    expect(check({ login, a: { showIf: { login: ['token'] } } }, ['a'])).toThrow('may be hidden, and yet it is required');
  });
});
