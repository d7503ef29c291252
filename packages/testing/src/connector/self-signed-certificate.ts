import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A certificate and its key in PEM. */
export interface CertificateAndKey {
  readonly certificate: string;
  readonly privateKey: string;
}

const sha256WithEcdsa = '06082a8648ce3d040302';
const commonName = '0603550403';

/** A new certificate that vouches for itself, for logins that demand one (RFC 5280). Nobody would trust it. */
export function selfSignedCertificate(name = 'mortise-testing'): CertificateAndKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const algorithm = sequence(Buffer.from(sha256WithEcdsa, 'hex'));
  const subject = sequence(element(0x31, sequence(Buffer.from(commonName, 'hex'), element(0x0c, Buffer.from(name)))));
  // Far from both ends, so that no clock of a test machine is outside.
  const validity = sequence(element(0x17, Buffer.from('200101000000Z')), element(0x17, Buffer.from('491231235959Z')));
  const serial = element(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)]));
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const version = element(0xa0, element(0x02, Buffer.from([2])));
  const body = sequence(version, serial, algorithm, subject, validity, subject, key);
  const signature = sign('sha256', body, privateKey);
  const certificate = sequence(body, algorithm, element(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----\n`,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return element(0x30, Buffer.concat(parts));
}

/** A value with its tag and its length (X.690, DER). */
function element(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
