import { z } from 'zod';
import { isLoopback } from '../host/open-host.ts';
import { type Diagnosis, green, red, yellow } from './diagnosis.ts';

const check = 'session';
const withinMs = 5000;
const wantedAttributes = ['HttpOnly', 'SameSite=Strict'];

const SignedIn = z.object({ csrfToken: z.string() });

/** Whether a web page could act as a browser that is signed in, found by signing one in, and out again. */
export async function checkSession(address: string | undefined, token: string | undefined): Promise<Diagnosis[]> {
  if (address === undefined || token === undefined || !isLoopback(new URL(address).hostname)) return [];
  try {
    return await tryOut(address, token);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [yellow(check, `Not checked: ${reason}`, 'Read the log of the host.')];
  }
}

async function tryOut(address: string, token: string): Promise<Diagnosis[]> {
  const session = `${address}/api/session`;
  const signal = () => AbortSignal.timeout(withinMs);
  const begun = await fetch(session, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
    signal: signal(),
  });
  // A token that opens nothing is the business of another check.
  if (!begun.ok) return [];
  const [line = ''] = begun.headers.getSetCookie();
  const [cookie = '', ...attributes] = line.split(/;\s*/);
  const missing = wantedAttributes.filter((wanted) => !attributes.includes(wanted));
  const forged = await fetch(session, { method: 'DELETE', headers: { cookie }, signal: signal() });
  const problems = [
    ...(missing.length > 0 ? [`its cookie lacks ${missing.join(', ')}`] : []),
    ...(forged.status === 403 ? [] : ['a page of another origin can change things with the cookie of whoever is signed in']),
  ];
  if (!forged.ok) await signOut(session, cookie, signal());
  if (problems.length > 0)
    return [red(check, `A browser that is signed in is not safe: ${problems.join('; ')}.`, 'Stop the host, and update Mortise.')];
  return [green(check, 'no page of others can act as a browser that is signed in')];
}

async function signOut(session: string, cookie: string, signal: AbortSignal): Promise<void> {
  const { csrfToken } = SignedIn.parse(await (await fetch(session, { headers: { cookie }, signal })).json());
  await fetch(session, { method: 'DELETE', headers: { cookie, 'x-mortise-csrf': csrfToken }, signal });
}
