import { MortiseError } from '@mortise/sdk';

/** No instance of the service is connected. Retried: services come back by themselves. */
export class ServiceOfflineError extends MortiseError {
  override readonly name = 'ServiceOfflineError';
  readonly code = 'service_offline';
  readonly title = 'The service is offline';
  readonly retryable = true;

  constructor(service: string) {
    super(`No instance of the service ${service} is connected. Start it; it is called again once it is there.`, {
      do: [{ label: 'See the services', command: 'mortise services list' }],
    });
  }
}
