import { applicationOf } from '../actions/application-of.ts';
import type { ActionStep } from '../processes/process-document.ts';
import type { Hop } from './message.ts';

/** As the queue knows an account: steps name its connection by id or by name. */
export function accountName(tenant: string, application: string, connection: string | undefined): string {
  return JSON.stringify([tenant, application, connection ?? null]);
}

/** Who waits for the same budget, or the same sign-in: those who call through one account. */
export function accountOf({ run }: Hop, { action, connection }: ActionStep): string {
  return accountName(run.tenant, applicationOf(action), connection);
}
