import { describe, expect, it } from 'vitest';
import { connectionForm, needsConnection } from './connection-form.ts';

const text = { type: 'string' };
const board = { ...text, choicesFrom: { action: 'list-boards', value: 'id', label: 'name' } };
const nothing = { properties: {}, required: [] };

describe('connectionForm()', () => {
  it('puts what can be asked for only after the login behind it', () => {
    const form = connectionForm({
      settings: { properties: { board, shop: text }, required: ['shop'] },
      credentials: { properties: { token: text }, required: ['token'] },
    });

    expect(Object.entries(form.properties)).toEqual([
      ['shop', text],
      ['token', text],
      ['board', board],
    ]);
    expect(form.required).toEqual(['shop', 'token']);
  });
});

describe('needsConnection()', () => {
  const login = { ...text, enum: ['none', 'token'] };
  const token = { ...text, showIf: { login: 'token' }, requiredIfShown: true };

  it.each([
    [false, nothing, nothing],
    [false, { properties: { shop: text }, required: [] }, nothing],
    [false, { properties: { shop: { ...text, default: 'main' } }, required: ['shop'] }, nothing],
    [true, { properties: { shop: text }, required: ['shop'] }, nothing],
    [true, nothing, { properties: { token: text }, required: ['token'] }],
    [false, { properties: { login: { ...login, default: 'none' } }, required: [] }, { properties: { token }, required: [] }],
    [true, { properties: { login: { ...login, default: 'token' } }, required: [] }, { properties: { token }, required: [] }],
  ])('says %s of the settings %j and the credentials %j', (expected, settings, credentials) => {
    expect(needsConnection({ settings, credentials })).toBe(expected);
  });
});
