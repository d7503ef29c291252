const secretName =
  /token|secret|passw|pwd|passphrase|(?:api|access|private|signing)[-_]?key|authori[sz]ation|cookie|session|signature|credential/i;
/** Where a list goes on; without it no second page could be asked for. */
const positionName = /^(?:(?:next|prev(?:ious)?|page|sync|start|end|continu(?:e|ation)|cursor|delta|skip)[-_]?)+(?:token)?$/i;
/** Mostly something else, such as the key of an issue: only what looks like a credential is one. */
const doubtfulName = /^(?:key|auth|sig)$/i;
const credential = /^(?:(?:Basic|Bearer|Token) \S+|(?=\S*\d)[\w.~+/=-]{20,})$/;

const parameter = /(?<=^|[?&#])([\w.-]+)=([^&#\s"'<>]+)/g;
const element = /<((?:[\w-]+:)?([\w-]+))((?:\s[^<>]*)?)>([^<]+)</g;
const userInfo = /(?<=\b[a-z][a-z0-9+.-]*:\/\/)[^/@\s"'<>]+:[^/@\s"'<>]+(?=@)/gi;
const slackHook = /(?<=hooks\.slack\.com\/(?:services|workflows|triggers)\/)[\w/]+/g;

/** Whether a field or a parameter holds a secret, as its name tells. */
export function isSecret(name: string, value: unknown): boolean {
  if (positionName.test(name)) return false;
  if (secretName.test(name)) return true;
  return doubtfulName.test(name) && typeof value === 'string' && credential.test(value);
}

/** Replaces what stands in a text under the name of a secret: in the query of an address, in a form, in XML. */
export function maskNamed(text: string, mask: (secret: string) => string): string {
  return text
    .replace(parameter, (all, name: string, value: string) => (isSecret(name, value) ? `${name}=${mask(value)}` : all))
    .replace(element, (all, tag: string, name: string, attributes: string, value: string) =>
      isSecret(name, value) ? `<${tag}${attributes}>${mask(value)}<` : all,
    )
    .replace(userInfo, mask)
    .replace(slackHook, mask);
}
