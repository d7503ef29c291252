import { isMortiseError, MortiseError } from '@mortise/sdk';
import { withoutPaths } from '../without-paths.ts';

const longestReason = 500;

/** An application threw when it was asked about its API, for example how it logs in. Errors of Mortise that it throws stay what they are. */
export class PluginBrokenError extends MortiseError {
  override readonly name = 'PluginBrokenError';
  readonly code = 'plugin_broken';
  readonly title = 'The plugin is broken';
  readonly retryable = false;

  constructor(reason: string, options?: ErrorOptions) {
    const shown = withoutPaths(reason)
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim()
      .slice(0, longestReason);
    super(`The application could not say how its API is reached with these settings: ${shown}. Update the plugin.`, options);
  }
}

/** What was thrown where an application describes itself, as an error of Mortise; looking at it may itself throw, as with a proxy. */
export function descriptionFault(thrown: unknown): MortiseError {
  try {
    return isMortiseError(thrown) ? thrown : new PluginBrokenError(reasonOf(thrown), { cause: thrown });
  } catch (cause) {
    return new PluginBrokenError('it threw something that cannot be looked at', { cause });
  }
}

function reasonOf(thrown: unknown): string {
  const reason = firstIssue(thrown) ?? (thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown));
  return reason.trim().replace(/\.$/, '');
}

/** What a schema objected to first; a plugin may bring its own copy of Zod. */
function firstIssue(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error && 'issues' in thrown && Array.isArray(thrown.issues))) return undefined;
  const [issue]: { readonly path?: readonly PropertyKey[]; readonly message?: string }[] = thrown.issues;
  if (typeof issue?.message !== 'string') return undefined;
  const path = (issue.path ?? []).map(String).join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}
