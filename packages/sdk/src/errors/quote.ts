const maxLength = 500;

/**
 * What a service says, in one line that fits into an error. Where it is too long, whole words are left out: of a secret cut in two
 * the host, which knows the secrets, could no longer recognise the half.
 */
export function quote(text: string): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return (line.length > maxLength ? `${line.slice(0, maxLength).replace(/\S*$/, '')}…` : line).toWellFormed();
}
