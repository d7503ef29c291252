import { describe, expect, it } from 'vitest';
import type { Plugin } from './host/answers.ts';
import { pluginChanges } from './plugin-changes.ts';

const ready = (version: string): Plugin => ({ name: '@acme/plugin', version, status: 'ready', actions: 1 });
const failed = (reason: string): Plugin => ({ ...ready('1.2.0'), status: 'failed', reason });

describe('Changes of plugins', () => {
  it.each([
    ['comes', [], [ready('1.2.0')], ['plugins  + @acme/plugin 1.2.0 ready']],
    ['goes', [ready('1.2.0')], [], ['plugins  - @acme/plugin 1.2.0']],
    ['fails', [ready('1.2.0')], [failed('No\u001b[31m manifest.')], ['plugins  ✗ @acme/plugin 1.2.0 failed: No manifest.']],
    ['fails as before', [failed('No manifest.')], [failed('No manifest.')], []],
    ['works again', [failed('No manifest.')], [ready('1.2.0')], ['plugins  + @acme/plugin 1.2.0 ready']],
    ['is updated', [ready('1.2.0')], [ready('1.3.0')], ['plugins  - @acme/plugin 1.2.0', 'plugins  + @acme/plugin 1.3.0 ready']],
    ['stays', [ready('1.2.0')], [ready('1.2.0')], []],
  ])('are told when one %s', (_what, before, after, lines) => {
    expect(pluginChanges(before, after)).toEqual(lines);
  });
});
