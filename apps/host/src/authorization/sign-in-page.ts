import { createHash } from 'node:crypto';
import type { MortiseError } from '@mortise/sdk';
import type { FastifyReply } from 'fastify';
import type { ConnectionView } from '../connections/connection-view.ts';

const style = `
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif;
    --page: light-dark(#f3f4f6, #14161a); --card: light-dark(#fff, #1f2228); --text: light-dark(#1a1d21, #f1f3f5);
    --quiet: light-dark(#4d545d, #b4bac2); --good: light-dark(#0b6b3a, #6fd39b); --bad: light-dark(#a3231b, #ff9d94); }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--page); color: var(--text); }
  main { box-sizing: border-box; width: min(32rem, 100vw); padding: 2rem; background: var(--card); border-radius: .75rem; }
  h1 { margin: 0 0 .75rem; font-size: 1.375rem; line-height: 1.25; }
  .good { color: var(--good); } .bad { color: var(--bad); }
  p { margin: 0 0 .75rem; overflow-wrap: anywhere; }
  .quiet { margin: 1.5rem 0 0; color: var(--quiet); font-size: .875rem; }
  code { font: .875em ui-monospace, monospace; }`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** The pages run no script, load nothing, send nothing and can be framed by nobody. */
const pagePolicy = `default-src 'none'; style-src 'sha256-${styleHash}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;

export function sendPage(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply
    .status(status)
    .headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': pagePolicy })
    .send(page);
}

const goBack = 'You can close this page and go back to where you began.';

/** Says that the sign-in went well, and what may be wrong all the same. */
export function signedInPage({ name, application, test, scopes }: ConnectionView): string {
  const missing = scopes?.missing ?? [];
  return page('Signed in', 'good', [
    `<p role="status"><strong>${text(name)}</strong> (${text(application)}) is connected.</p>`,
    ...(test?.error ? [`<p>A first request did not succeed: ${text(test.error.title)}. ${text(test.error.detail)}</p>`] : []),
    ...(missing.length > 0 ? [`<p>Not granted: ${missing.map((scope) => `<code>${text(scope)}</code>`).join(', ')}.</p>`] : []),
    `<p>${goBack}</p>`,
  ]);
}

/** Says why a sign-in did not end well, and what to do. */
export function failurePage({ title, message, code }: MortiseError, correlationId: string): string {
  return page(title, 'bad', [
    `<p role="alert">${text(message)}</p>`,
    `<p>This attempt has changed nothing. ${goBack}</p>`,
    `<p class="quiet">Code <code>${text(code)}</code>, reference <code>${text(correlationId)}</code></p>`,
  ]);
}

/** For somebody who opens the address that services send browsers back to. */
export function redirectPage(origin: string): string {
  return page('Here sign-ins end', undefined, [
    '<p>Services send your browser back to this host after a sign-in. There is nothing to do here by hand.</p>',
    `<p>When you register Mortise at a service, its redirect address is <code>${text(origin)}/oauth/callback/&lt;application&gt;</code>, with the name of the application at its end, and behind it, where you fill in the addresses of the service yourself, <code>/&lt;host&gt;</code>: the one that its tokens come from.</p>`,
  ]);
}

function page(title: string, tone: 'good' | 'bad' | undefined, content: readonly string[]): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>${text(title)} · Mortise</title>
    <style>${style}</style>
  </head>
  <body>
    <main>
      <h1${tone ? ` class="${tone}"` : ''}>${text(title)}</h1>
      ${content.join('\n      ')}
    </main>
  </body>
</html>
`;
}

/** Names, descriptions and what services say may hold anything. */
function text(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
