import { MortiseError } from '@mortise/sdk';

const titles = {
  name_taken: 'The name is taken',
  changed_meanwhile: 'Somebody else changed it at the same time',
};

/** What was asked for contradicts what is there. */
export class ConflictError extends MortiseError {
  override readonly name = 'ConflictError';
  readonly code: keyof typeof titles;
  readonly title: string;
  readonly retryable: boolean;

  constructor(code: keyof typeof titles, detail: string, path?: string) {
    super(detail, { path });
    this.code = code;
    this.title = titles[code];
    this.retryable = code === 'changed_meanwhile';
  }
}
