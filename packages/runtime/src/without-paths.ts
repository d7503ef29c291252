/** Absolute paths, as Node quotes them in its messages; addresses such as https://example.com/a/b are none. */
const absolutePath = /(?<![\w:/.])(?:file:\/\/)?(?:\/|[A-Za-z]:[\\/])(?:[^\s'":/\\]+[\\/])+/g;

/** Text that is going to be shown, with the file names of its paths only: how this machine's folders are called is nobody's business. */
export function withoutPaths(text: string): string {
  return text.replaceAll(absolutePath, '');
}
