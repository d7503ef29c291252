import type { ActionContext } from '@mortise/sdk';
import { withHeaders } from './connection-headers.ts';

/** The context of an action whose requests are made by a base class of the SDK, which knows nothing of their headers. */
export function contextWithHeaders(context: ActionContext, headers: Readonly<Record<string, string>>): ActionContext {
  return {
    ...context,
    // A getter of its class, which is not among what is spread.
    get signal() {
      return context.signal;
    },
    send: (request, responses) => context.send(withHeaders(request, headers, context), responses),
  };
}
