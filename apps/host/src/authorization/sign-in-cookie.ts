/** How long a sign-in may take, from the link to the last page. */
export const signInSeconds = 600;

const attributes = 'Path=/oauth; HttpOnly; SameSite=Lax';

/** Each sign-in has a cookie of its own: two may be under way in one browser, and none is found there before it began. */
export function signInCookieName(id: string): string {
  return `mortise_sign_in_${id}`;
}

/** `Lax` lets the cookie come along when the service sends the browser back, and with nothing else from other sites. */
export function signInCookie(id: string, secret: string, isSecure: boolean): string {
  return `${signInCookieName(id)}=${secret}; Max-Age=${signInSeconds}; ${attributes}${isSecure ? '; Secure' : ''}`;
}

export function endedCookie(id: string, isSecure: boolean): string {
  return `${signInCookieName(id)}=; Max-Age=0; ${attributes}${isSecure ? '; Secure' : ''}`;
}
