import { describe, expect, it } from 'vitest';
import { CreateError } from './create-error.ts';
import { readPluginName } from './plugin-name.ts';

describe('The name of a plugin', () => {
  it('gives the names of its application, class, folder and package', () => {
    expect(readPluginName('my-erp2')).toEqual({
      kebab: 'my-erp2',
      pascal: 'MyErp2',
      title: 'My erp2',
      packageName: 'mortise-plugin-my-erp2',
    });
  });

  it.each([
    ['@me/plugin-acme', 'acme'],
    ['@me/acme', 'acme'],
    ['@me/mortise-plugin-acme', 'acme'],
  ])('may be that of a package with a scope: %s', (text, kebab) => {
    expect(readPluginName(text)).toMatchObject({ kebab, packageName: text });
  });

  it.each(['application', 'object', 'promise', 'record-of'])(
    'never takes the name of a class that is there already: %s',
    (text) => {
      const { pascal } = readPluginName(text);
      expect(['Application', 'Object', 'Promise']).not.toContain(pascal);
    },
  );

  it.each([
    '',
    '.',
    '..',
    '../x',
    'a/b',
    'a\\b',
    'Acme',
    'acme corp',
    '-acme',
    'acme-',
    'a--b',
    '1st',
    '__proto__',
    'žluť',
    'a'.repeat(61),
    '@me/',
    '@/acme',
    '@me/../acme',
    'a\n',
  ])('is not %j', (text) => {
    expect(() => readPluginName(text)).toThrow(CreateError);
  });

  it.each(['con', 'nul', 'com1', 'node-modules'])('is not %s, which systems keep for themselves', (text) => {
    expect(() => readPluginName(text)).toThrow('keep it for themselves');
  });

  it.each([
    ['Acme Corp', 'acme-corp'],
    ['myERP', 'my-erp'],
    ['../x', 'x'],
  ])('suggests another one for %j', (text, meant) => {
    expect(() => readPluginName(text)).toThrow(expect.objectContaining({ remedy: `Did you mean ${meant}?` }));
  });
});
