import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** A certificate with its key, both in PEM. */
export interface TestCertificate {
  readonly certificate: string;
  readonly privateKey: string;
  readonly key: KeyObject;
  readonly name: string;
}

interface CertificateOptions {
  /** Who signs it; itself by default. */
  readonly issuer?: TestCertificate;
  readonly isAuthority?: boolean;
  /** Milliseconds since 1970; an hour from now by default. */
  readonly expiresAt?: number;
}

const day = 24 * 60 * 60 * 1000;

/** Makes an X.509 certificate for loopback, which Node cannot do by itself: just enough DER (X.690) for a test. */
export function makeCertificate(
  name: string,
  { issuer, isAuthority = false, expiresAt = Date.now() + day }: CertificateOptions = {},
) {
  const { publicKey, privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(identifier('1.2.840.10045.4.3.2'));
  const extensions = [
    extension('2.5.29.19', isAuthority ? sequence(element(0x01, Buffer.from([0xff]))) : sequence()),
    ...(isAuthority ? [] : [extension('2.5.29.17', sequence(element(0x87, Buffer.from([127, 0, 0, 1]))))]),
  ];
  const body = sequence(
    element(0xa0, element(0x02, Buffer.from([2]))),
    element(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    nameOf(issuer?.name ?? name),
    sequence(time(Date.now() - 2 * day), time(expiresAt)),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    element(0xa3, sequence(...extensions)),
  );
  const signature = sign('sha256', body, issuer?.key ?? key);
  const der = sequence(body, algorithm, element(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return {
    certificate: pem(der),
    privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    key,
    name,
  } satisfies TestCertificate;
}

function element(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const length = content.length;
  const header = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...header]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return element(0x30, ...parts);
}

function identifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = rest.flatMap((number) => {
    const groups = [number & 0x7f];
    for (let left = number >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return element(0x06, Buffer.from([first * 40 + second, ...bytes]));
}

function extension(dotted: string, value: Buffer): Buffer {
  return sequence(identifier(dotted), element(0x04, value));
}

function nameOf(name: string): Buffer {
  return sequence(element(0x31, sequence(identifier('2.5.4.3'), element(0x0c, Buffer.from(name)))));
}

function time(at: number): Buffer {
  const text = new Date(at).toISOString().replace(/[-:T]|\.\d+/g, '');
  return element(0x18, Buffer.from(text));
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
