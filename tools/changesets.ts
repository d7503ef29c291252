export interface Changeset {
  readonly id: string;
  readonly summary: string;
  readonly releases: readonly { readonly name: string; readonly type: string }[];
}

/** One sentence for the user: on one line, with a capital at its start and a full stop at its end only. */
export function isOneSentence(summary: string): boolean {
  return /^[A-Z`][^\n]*\.$/.test(summary) && !/[.!?]\s+[A-Z]/.test(summary);
}

/**
 * Plugins that a major release of the SDK would raise by a patch only, although they leave every host with the old SDK behind.
 * Each plugin needs a change note of its own then, even one that says `none`.
 */
export function forgottenPlugins(changesets: readonly Changeset[], plugins: readonly string[]): string[] {
  const releases = changesets.flatMap((changeset) => changeset.releases);
  if (!releases.some(({ name, type }) => name === '@mortise/sdk' && type === 'major')) return [];
  return plugins.filter((plugin) => !releases.some(({ name }) => name === plugin));
}
