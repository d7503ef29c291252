import { MortiseError } from '@mortise/sdk';

/** The instance of a service that ran the call is gone. Retried unless the action forbids it: nobody knows how far it got. */
export class InstanceLostError extends MortiseError {
  override readonly name = 'InstanceLostError';
  readonly code = 'instance_lost';
  readonly title = 'The service was lost during the call';
  readonly retryable: boolean;

  constructor(service: string, reason: string, isRepeatable: boolean) {
    const next = isRepeatable ? 'It is tried again.' : 'It may have been done: look, then call it again where it was not.';
    super(`An instance of the service ${service} was lost while it ran the action: ${reason}. ${next}`);
    this.retryable = isRepeatable;
  }
}
