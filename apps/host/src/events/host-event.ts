import type { CallReport } from '@mortise/runtime';

export interface ConnectionFacts {
  readonly id: string;
  readonly application: string;
  readonly name: string;
}

/** What happened in the host, as its clients may know it. */
export type HostEvent =
  | {
      readonly type: 'plugins.changed';
      readonly data: { readonly added: readonly string[]; readonly removed: readonly string[] };
    }
  | {
      readonly type: 'connection.created' | 'connection.updated' | 'connection.deleted' | 'connection.sign_in_needed';
      readonly data: ConnectionFacts;
    }
  | {
      readonly type: 'connection.sign_in_failed';
      readonly data: {
        readonly id: string;
        readonly application: string;
        readonly code: string;
        readonly title: string;
        readonly detail: string;
      };
    }
  | {
      readonly type: `process.${'created' | 'updated' | 'published' | 'paused' | 'resumed' | 'deleted'}`;
      readonly data: { readonly id: string; readonly name: string };
    }
  | {
      readonly type: 'run.started';
      readonly data: { readonly id: string; readonly process: string; readonly version: number };
    }
  | { readonly type: 'run.ended'; readonly data: { readonly id: string; readonly process: string; readonly state: string } }
  | { readonly type: 'run.paused' | 'run.resumed'; readonly data: { readonly id: string; readonly process: string } }
  | {
      /** Messages of a step since it was told last, by what became of them. */
      readonly type: 'step.ended';
      readonly data: {
        readonly run: string;
        readonly process: string;
        readonly step: string;
        readonly counts: Readonly<Record<string, number>>;
      };
    }
  | {
      readonly type: 'message.failed';
      readonly data: {
        readonly id: string;
        readonly run: string;
        readonly process: string;
        readonly step: string;
        readonly code: string;
      };
    }
  | {
      readonly type: 'job.changed';
      readonly data: { readonly id: string; readonly state: string; readonly done: number; readonly total: number };
    }
  | {
      readonly type: `service.${'pending' | 'online' | 'offline' | 'removed' | 'changed'}`;
      readonly data: { readonly id: string; readonly name: string };
    }
  | { readonly type: 'call.ended'; readonly data: CallReport };
