/** An answer that leads on to another page of the same list. */
export function leadingTo(next: string, body: unknown) {
  return { status: 200, headers: { link: `<https://api.github.com${next}>; rel="next"` }, body };
}
