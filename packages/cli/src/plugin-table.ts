import type { Plugin } from './host/answers.ts';
import { table } from './table.ts';
import type { Terminal } from './terminal.ts';

export function pluginTable(plugins: readonly Plugin[], { width }: Terminal): string {
  return table(
    plugins,
    [
      { title: 'Plugin', value: ({ name }) => name },
      { title: 'Version', value: ({ version }) => version },
      { title: 'Status', value: ({ status }) => (status === 'ready' ? '✓ ready' : '✗ failed') },
      { title: 'Application', value: ({ application }) => application },
      { title: 'Actions', value: ({ status, actions }) => (status === 'ready' ? actions : undefined) },
      { title: 'Reason', value: ({ reason }) => reason },
    ],
    width,
  );
}
