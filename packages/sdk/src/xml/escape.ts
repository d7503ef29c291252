/** Everything but the characters that XML 1.0 knows (2.2); half of a surrogate pair is none either. */
const forbidden = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // Left as they are, a reader would turn these into spaces and line feeds.
  '\r': '&#xD;',
  '\n': '&#xA;',
  '\t': '&#x9;',
};

/** Whether a text can be said in XML 1.0 at all: most control characters cannot, not even escaped. */
export function isXmlText(text: string): boolean {
  return !forbidden.test(text);
}

/** Text between tags. */
export function escapeText(text: string): string {
  return text.replace(/[&<>\r]/g, reference);
}

/** The value of an attribute, to be put between double quotes. */
export function escapeAttribute(text: string): string {
  return text.replace(/[&<>"\r\n\t]/g, reference);
}

function reference(character: string): string {
  return references[character] ?? character;
}
