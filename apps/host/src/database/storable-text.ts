/** No control characters, of which PostgreSQL refuses NUL, and no halves of characters, which both databases would change. */
export const storableText = /^[^\p{Cc}\p{Cs}]*$/u;

export function isStorable(text: string): boolean {
  return storableText.test(text);
}
