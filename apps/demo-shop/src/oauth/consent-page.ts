import type { Form } from './form.ts';
import { type Scope, scopeTitles } from './scopes.ts';

const style = `
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif;
    --page: light-dark(#f6f4f1, #1b1917); --card: light-dark(#fff, #262320); --text: light-dark(#221f1c, #f3efe9);
    --quiet: light-dark(#5c544c, #b9afa4); --line: light-dark(#8a8178, #8f857a); --main: light-dark(#7a3e12, #f0a868);
    --on-main: light-dark(#fff, #221f1c); }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--page); color: var(--text); }
  main { box-sizing: border-box; width: min(26rem, 100vw); padding: 2rem; background: var(--card); border-radius: .75rem; }
  h1 { margin: 0 0 .5rem; font-size: 1.375rem; line-height: 1.25; }
  p { margin: 0 0 1rem; color: var(--quiet); overflow-wrap: anywhere; }
  ul { margin: 0 0 1.5rem; padding-left: 1.25rem; }
  form { display: flex; gap: .75rem; }
  button { flex: 1; min-height: 2.75rem; font: inherit; font-weight: 600; border-radius: .5rem; cursor: pointer;
    border: 1px solid var(--line); background: transparent; color: inherit; }
  button[value=true] { border-color: var(--main); background: var(--main); color: var(--on-main); }
  button:focus-visible { outline: 3px solid var(--main); outline-offset: 2px; }`;

/** Asks the owner whether the client may do what it asks for. The request travels on in hidden fields. */
export function consentPage(form: Form, scopes: readonly Scope[], redirectUri: string) {
  const fields = Object.entries(form).map(([name, value]) => `<input type="hidden" name="${text(name)}" value="${text(value)}">`);
  return layout(
    'Connect to Demo shop',
    `<p><strong>${text(form['client_id'] ?? '')}</strong> at ${text(new URL(redirectUri).host)} asks to use your shop. It will be able to:</p>
    <ul>${scopes.map((scope) => `<li>${scopeTitles[scope]}</li>`).join('')}</ul>
    <form method="post" action="/oauth/authorize">
      ${fields.join('\n      ')}
      <button name="allowed" value="false">Deny</button>
      <button name="allowed" value="true">Allow</button>
    </form>`,
  );
}

/** Says why nobody can be sent anywhere. */
export function refusalPage(message: string) {
  return layout('This link cannot be used', `<p role="alert">${text(message)}</p>`);
}

function layout(title: string, content: string) {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <style>${style}
    </style>
  </head>
  <body>
    <main>
    <h1>${title}</h1>
    ${content}
    </main>
  </body>
</html>
`;
}

function text(value: string) {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
