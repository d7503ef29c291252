import { isMortiseError, MortiseError } from '@mortise/sdk';
import { withoutPaths } from '../without-paths.ts';

const longestReason = 500;

/** What a plugin says about itself cannot be used, though its manifest could be read. */
export class PluginBrokenError extends MortiseError {
  override readonly name = 'PluginBrokenError';
  readonly code = 'plugin_broken';
  readonly title = 'The plugin is broken';
  readonly retryable = false;
}

/** What was thrown where an application describes itself, as an error of Mortise; looking at it may itself throw, as with a proxy. */
export function descriptionFault(thrown: unknown): MortiseError {
  try {
    return isMortiseError(thrown) ? thrown : undescribed(reasonOf(thrown), thrown);
  } catch (cause) {
    return undescribed('it threw something that cannot be looked at', cause);
  }
}

function undescribed(reason: string, cause: unknown): PluginBrokenError {
  const shown = withoutPaths(reason)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, longestReason);
  const detail = `The application could not say how its API is reached with these settings: ${shown}. Update the plugin.`;
  return new PluginBrokenError(detail, { cause });
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
