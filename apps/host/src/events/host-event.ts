import type { CallReport } from '@mortise/runtime';

/** What happened in the host, as its clients may know it. */
export type HostEvent =
  | {
      readonly type: 'plugins.changed';
      readonly data: { readonly added: readonly string[]; readonly removed: readonly string[] };
    }
  | {
      readonly type: 'connection.created' | 'connection.updated' | 'connection.deleted';
      readonly data: { readonly id: string; readonly application: string; readonly name: string };
    }
  | { readonly type: 'call.ended'; readonly data: CallReport };
