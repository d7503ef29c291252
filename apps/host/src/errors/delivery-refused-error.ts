import { MortiseError } from '@mortise/sdk';

const titles = {
  webhook_paused: 'The process of the webhook is paused',
  webhook_unavailable: 'The plugin of the webhook is not installed',
  too_many_deliveries: 'The webhook is called too often',
};

/** A delivery that cannot be taken at this moment. Its service may send it again. */
export class DeliveryRefusedError extends MortiseError {
  override readonly name = 'DeliveryRefusedError';
  readonly code: keyof typeof titles;
  readonly title: string;
  readonly retryable = true;

  constructor(code: keyof typeof titles, detail: string, retryAfterMs: number) {
    super(detail, { retryAfterMs });
    this.code = code;
    this.title = titles[code];
  }
}
