/** The first of several addresses that a comment can link: https, and nothing in it that ends a comment. */
export function documentationLink(...addresses: readonly (string | undefined)[]): string | undefined {
  for (const address of addresses) {
    const url = address === undefined ? null : URL.parse(address);
    if (url?.protocol === 'https:' && !url.username && !url.password) return url.href.replaceAll('*', '%2A').replace(/\/$/, '');
  }
  return undefined;
}
