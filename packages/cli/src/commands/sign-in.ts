import type { Connection, ConnectionTest } from '../host/answers.ts';
import type { HostClient } from '../host/host-client.ts';
import type { Session } from '../session.ts';

export interface SignedIn {
  readonly connection: Connection;
  readonly test: ConnectionTest;
}

/** Shows the link to whoever signs in, waits until that is done, and tests the connection. */
export async function signIn(
  session: Session,
  host: HostClient,
  connection: Connection,
  { browser }: { readonly browser: boolean },
): Promise<SignedIn> {
  const [{ waitForSignIn }, { openBrowser }] = await Promise.all([
    import('../host/wait-for-sign-in.ts'),
    import('../open-browser.ts'),
  ]);
  const { terminal, signal } = session;
  const begin = async () => {
    const link = await host.authorize(connection.id);
    terminal.event('link', { data: link }, `Sign in at ${link.url}`);
    terminal.note(`ends at  ${link.redirectUri}, which has to be registered at the service`);
    terminal.note('waiting  until somebody has signed in there, for ten minutes; Ctrl-C stops waiting');
    if (browser) openBrowser(link.url, session);
    return link;
  };
  const signedIn = await waitForSignIn(host, { connection, signal, begin });
  const test = await host.testConnection(signedIn.id);
  return { connection: { ...signedIn, test }, test };
}
