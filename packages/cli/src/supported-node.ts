/** The same versions as in `engines`, told without a library: an old Node.js may not be able to load one. */
export function isSupportedNode(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major >= 26 || (major === 24 && minor >= 11);
}
