import { describe, expect, it } from 'vitest';
import { readConfiguration } from './configuration.ts';
import { ConfigurationError } from './configuration-error.ts';

describe('readConfiguration', () => {
  it('needs nothing at all', () => {
    expect(readConfiguration({})).toMatchObject({
      port: 4310,
      host: '127.0.0.1',
      runner: 'process',
      logLevel: 'info',
      egressAllow: [],
    });
  });

  it('takes an empty variable as one that is not set', () => {
    expect(readConfiguration({ MORTISE_PORT: '', MORTISE_DATABASE_URL: '' })).toMatchObject({
      port: 4310,
      databaseUrl: undefined,
    });
  });

  it('lets options win over the environment', () => {
    expect(readConfiguration({ MORTISE_PORT: '1' }, { port: 2 }).port).toBe(2);
  });

  it.each([
    ['MORTISE_PORT', 'http'],
    ['MORTISE_PORT', '70000'],
    ['MORTISE_DATABASE_URL', 'mysql://localhost/db'],
    ['MORTISE_PUBLIC_URL', 'example.com'],
    ['MORTISE_BEHIND_PROXY', 'yes'],
    ['MORTISE_RUNNER', 'thread'],
    ['MORTISE_EGRESS_ALLOW', '10.0.0.0/8, localhost'],
    ['MORTISE_LOG_LEVEL', 'loud'],
    ['MORTISE_ADMIN_TOKEN', 'short'],
    ['MORTISE_HOST', '0.0.0.0'],
  ])('names %s where it is %j', (name, value) => {
    expect(() => readConfiguration({ [name]: value })).toThrow(ConfigurationError);
    expect(() => readConfiguration({ [name]: value })).toThrow(name);
  });

  it('listens for other machines only behind a proxy whose address is known', () => {
    const open = { MORTISE_HOST: '0.0.0.0', MORTISE_BEHIND_PROXY: 'true' };
    expect(() => readConfiguration(open)).toThrow('MORTISE_PUBLIC_URL');
    expect(() => readConfiguration({ ...open, MORTISE_PUBLIC_URL: 'http://hub.example.com' })).toThrow('plain HTTP');
    expect(readConfiguration({ ...open, MORTISE_PUBLIC_URL: 'http://127.0.0.1:8080' }).publicUrl).toBe('http://127.0.0.1:8080');
    expect(readConfiguration({ ...open, MORTISE_PUBLIC_URL: 'https://hub.example.com/x' }).publicUrl).toBe(
      'https://hub.example.com',
    );
  });
});
