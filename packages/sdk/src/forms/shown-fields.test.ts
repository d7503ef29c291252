import { describe, expect, it } from 'vitest';
import { missingFields, shownFields, shownForm, shownValues } from './shown-fields.ts';

const field = (showIf?: object, more: object = {}) => ({
  type: 'string',
  ...(showIf && { showIf, requiredIfShown: true }),
  ...more,
});

const form = {
  properties: {
    login: field(undefined, { default: 'none' }),
    token: field({ login: ['token'] }),
    grant: field({ login: ['oauth2'] }),
    tokenUrl: field({ login: 'oauth2', grant: ['client'] }),
    scope: field({ tokenUrl: ['https://a.example'] }, { requiredIfShown: false }),
    events: field(undefined, { type: 'array' }),
    secret: field({ events: ['paid', 'open'] }),
    note: field(),
  },
  required: ['note'],
};
const shown = (values: object) => [...shownFields(form, { ...values })].join(' ');

describe('The fields that are shown', () => {
  it.each([
    [{}, 'login events note'],
    [{ login: null }, 'login events note'],
    [{ login: 'token' }, 'login token events note'],
    [{ login: 'oauth2' }, 'login grant events note'],
    [{ login: 'oauth2', grant: 'code' }, 'login grant events note'],
    [{ login: 'oauth2', grant: 'client' }, 'login grant tokenUrl events note'],
    [{ login: 'oauth2', grant: 'client', tokenUrl: 'https://a.example' }, 'login grant tokenUrl scope events note'],
    // Left over from a login that was chosen before.
    [{ login: 'token', grant: 'client', tokenUrl: 'https://a.example' }, 'login token events note'],
    [{ events: [] }, 'login events note'],
    [{ events: ['closed', 'paid'] }, 'login events secret note'],
  ])('for %j are %s', (values, expected) => {
    expect(shown(values)).toBe(expected);
  });

  it('are none of those that wait for each other, for themselves or for what is not there', () => {
    const circle = {
      a: field({ b: ['x'] }),
      b: field({ c: ['x'] }),
      c: field({ a: ['x'] }),
      own: field({ own: ['x'] }),
      lost: field({ nothing: ['x'] }),
      odd: field({ constructor: ['x'] }),
      after: field({ a: ['x'] }),
    };
    const values = { a: 'x', b: 'x', c: 'x', own: 'x', nothing: 'x' };
    expect([...shownFields({ properties: circle }, values)]).toEqual([]);
  });

  it('are found quickly however the conditions branch', () => {
    const properties: Record<string, object> = { f0: field() };
    for (let index = 1; index < 200; index += 1) {
      properties[`f${index}`] = field({ [`f${index - 1}`]: ['x'], [`f${Math.max(0, index - 2)}`]: ['x'] });
    }
    const values = Object.fromEntries(Object.keys(properties).map((name) => [name, 'x']));
    expect(
      shownFields({ properties: Object.fromEntries(Object.entries(properties).map(([k, v]) => [k, { ...v }])) }, values).size,
    ).toBe(200);
  });

  it('need a value where they are required, unless they have a default', () => {
    expect(missingFields(form, {})).toEqual(['note']);
    expect(missingFields(form, { login: 'oauth2', grant: 'client', note: 'n' })).toEqual(['tokenUrl']);
    expect(missingFields(form, { login: 'oauth2', grant: 'client', tokenUrl: 'https://a.example', note: 'n' })).toEqual([]);
    expect(shownForm(form, { login: 'token' })).toMatchObject({ required: ['token', 'note'] });
    expect(Object.keys(shownForm(form, { login: 'token' }).properties)).toEqual(['login', 'token', 'events', 'note']);
  });
});

describe('The values that are kept', () => {
  it('are those of shown fields, and what is no field at all', () => {
    const values = { login: 'token', token: 't', grant: 'client', tokenUrl: 'https://a.example', note: 'n', other: 1 };
    expect(shownValues(form, values)).toEqual({ login: 'token', token: 't', note: 'n', other: 1 });
  });
});
