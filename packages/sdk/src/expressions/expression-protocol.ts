import type { ExpressionErrorCode } from './expression-error.ts';

/** One evaluation, as it is sent to the process that does it. */
export interface Question {
  readonly expression: string;
  readonly input: unknown;
  /** Only whether it can be read is asked. */
  readonly isOnlyRead?: true | undefined;
}

/** Its result as JSON text, absent where the expression gave nothing; or what went wrong. */
export type ProcessAnswer =
  | { readonly type: 'ready' }
  | { readonly type: 'result'; readonly json?: string | undefined }
  | {
      readonly type: 'problem';
      readonly code: ExpressionErrorCode;
      readonly detail: string;
      readonly position?: number | undefined;
    };
