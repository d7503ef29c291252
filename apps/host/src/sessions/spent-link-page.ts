/** For the browser that opens a sign-in link late or twice. It needs no style: the scheme of the browser has contrast enough. */
export const spentLinkPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <meta name="color-scheme" content="light dark">
    <title>This sign-in link is spent – Mortise</title>
  </head>
  <body>
    <main>
      <h1>This sign-in link is spent</h1>
      <p>It is good once, and for half an hour. You are not signed in by it.</p>
      <p>Start the host again with <code>mortise start</code>: it prints a new link.</p>
    </main>
  </body>
</html>
`;
