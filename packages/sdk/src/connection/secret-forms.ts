const minEncodedLength = 5;

/** What no encoder of text changes, as most keys are made of nothing else. */
const plain = /^[\w.-]*$/;

/** How a secret may be written in a text: as it is, and in the encodings in which it travels. In lower case, see {@link lowerCase}. */
export function formsOf(secret: string): readonly string[] {
  const asText = plain.test(secret) ? [secret] : [secret, ...urlForms(secret), ...jsonForms(secret), ...htmlForms(secret)];
  return [...new Set([...asText, ...byteForms(Buffer.from(secret))].map(lowerCase))];
}

/** Encodings differ in case (%2F, %2f), host names lose it. Only ASCII, so that every position stays where it is. */
export function lowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
}

/** No two encoders agree on what else than letters and digits may stay: `!'()*~` each stays with one and goes with another. */
function urlForms(secret: string): string[] {
  const component = encodeURIComponent(secret.toWellFormed());
  const form = String(new URLSearchParams([['k', secret]])).slice(2);
  const strict = component.replace(/[!'()*]/g, percent);
  const encoded = [component, form, strict, strict.replaceAll('~', '%7e'), ...addressForms(secret), ...addressForms(component)];
  const spaced = encoded.flatMap((each) => [each, each.replaceAll('%20', '+'), each.replaceAll('+', '%20')]);
  return [...spaced, ...[component, strict].map((each) => encodeURIComponent(each))];
}

/** What stands in the path, the query and the fragment of an address that somebody put the text into as it is. */
function addressForms(text: string): string[] {
  const url = new URL('https://host');
  url.pathname = `/k${text}`;
  url.search = `k${text}`;
  url.hash = `k${text}`;
  const parts = [url.pathname, url.search, url.hash].map((part) => part.slice(2));
  // An address drops line breaks and goes up at `..`: what is left of the secret then might stand anywhere.
  return parts.filter((part) => part.length >= text.length);
}

/** As the libraries of many languages write it between quotation marks. */
export function jsonForms(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const withSlashes = json.replaceAll('/', '\\/');
  const ascii = [json, withSlashes].map((each) => each.replace(/[\u0080-\uffff]/g, unicode));
  // What some libraries escape too, so that JSON may stand in HTML.
  const inHtml = [...ascii, json, withSlashes].flatMap((each) => [
    each.replace(/[&<>]/g, unicode),
    each.replace(/[&<>'+`]|\\"/g, (found) => unicode(found.slice(-1))),
    each.replace(/[&<>'=]/g, unicode),
  ]);
  const inJavaScript = secret.replace(/['\\]/g, '\\$&');
  return [json, withSlashes, ...ascii, ...inHtml, inJavaScript, JSON.stringify(json).slice(1, -1)];
}

function htmlForms(secret: string): string[] {
  const tags = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const quoted = [tags, tags.replaceAll('"', '&quot;'), tags.replaceAll('"', '&#34;')].flatMap((each) =>
    ["'", '&#39;', '&#039;', '&#x27;', '&apos;'].map((apostrophe) => each.replaceAll("'", apostrophe)),
  );
  const inAscii = quoted.map((each) => each.replace(/[\u0080-\u{10ffff}]/gu, (character) => `&#${character.codePointAt(0)};`));
  return [...quoted, ...inAscii, secret.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)];
}

function byteForms(bytes: Buffer): string[] {
  const encoded = [bytes.toString('hex'), bytes.toString('base64'), bytes.toString('base64url')];
  return [...encoded, ...[0, 1, 2].flatMap((offset) => insideBase64(bytes, offset))];
}

/** The characters that a secret gives wherever it stands in a longer text that is encoded as base64, as in Basic credentials. */
function insideBase64(secret: Buffer, offset: number): string[] {
  const bytes = Buffer.concat([Buffer.alloc(offset), secret]);
  const [start, end] = [Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6)];
  if (end - start < minEncodedLength) return [];
  return [bytes.toString('base64').slice(start, end), bytes.toString('base64url').slice(start, end)];
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16)}`;
}

function unicode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
