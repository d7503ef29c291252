import { MortiseError } from '@mortise/sdk';

const titles = {
  node_not_found: 'There is no such node',
  install_not_found: 'The application is not installed',
  install_exists: 'The application is installed already',
  install_disabled: 'The application is disabled',
  install_unfinished: 'The form is not filled in',
  not_offered: 'This worker does not offer it',
};

/** What a platform asks for does not fit what is installed here. */
export class WorkerError extends MortiseError {
  override readonly name = 'WorkerError';
  readonly code: keyof typeof titles;
  readonly title: string;
  readonly retryable = false;

  constructor(code: keyof typeof titles, detail: string) {
    super(detail);
    this.code = code;
    this.title = titles[code];
  }
}
