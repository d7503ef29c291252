/** What a token of the shop can be allowed to do, with the words the consent page uses for it. */
export const scopeTitles = {
  'orders:read': 'See orders',
  'orders:write': 'Create orders',
  'customers:read': 'See customers',
  'products:read': 'See products',
} as const;

/** One permission of an access token. */
export type Scope = keyof typeof scopeTitles;

export function isScope(text: string): text is Scope {
  return Object.hasOwn(scopeTitles, text);
}

export const allScopes = Object.keys(scopeTitles).filter(isScope);
