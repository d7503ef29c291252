/** What secrets of well-known services look like, in case one of them was never entered as a credential. */
const shapes: readonly RegExp[] = [
  /\bcanary-[\w-]{8}/,
  /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\./,
  /-----BEGIN [A-Z ]*PRIVATE KEY/,
  /\bBearer [\w.~+/-]{16}/,
  // GitHub, GitLab
  /\bgh[pousr]_\w{20}|\bgithub_pat_\w{20}|\bglpat-[\w-]{20}/,
  // Slack, and the address of an incoming webhook, which is its password
  /\bxox[abeprs](?:\.xox[bp])?-[\w-]{10}|\bxapp-[\w-]{10}|\/services\/T[A-Z0-9]{5,}\/B[A-Z0-9]{5,}\/\w{10}/,
  // Stripe, Standard Webhooks
  /\b[sr]k_(?:live|test)_\w{10}|\bwhsec_[\w+/]{10}/,
  // Shopify
  /\bshp(?:at|ca|pa|ss|ua)_\w{20}/,
  // HubSpot
  /\bpat-(?:na|eu|ap)\d-[\w-]{20}/,
  // Google
  /\bya29\.[\w-]{10}|\bAIza[\w-]{30}|\bGOCSPX-[\w-]{20}/,
  // AWS
  /\bA[KS]IA[0-9A-Z]{16}\b/,
];
const basic = /\bBasic ([A-Za-z0-9+/]{8,}={0,2})/g;

export function holdsSecretShape(text: string): boolean {
  if (shapes.some((shape) => shape.test(text))) return true;
  return [...text.matchAll(basic)].some(([, encoded = '']) => Buffer.from(encoded, 'base64').includes(':'));
}
