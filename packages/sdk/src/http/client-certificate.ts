import { X509Certificate } from 'node:crypto';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { SettingsError } from '../errors/settings-error.ts';

/** What a client shows a service to open a connection (mutual TLS); all of it in PEM. */
export interface ClientCertificate {
  /** The certificate, followed by its intermediate ones. */
  readonly certificate: string;
  readonly privateKey: string;
  readonly passphrase?: string | undefined;
  /** An authority that vouches for the service, trusted besides the public ones. */
  readonly certificateAuthority?: string | undefined;
}

const maxReasonLength = 60;

/**
 * Reads a certificate and its key. Throws a SettingsError that names the field that cannot be used; what was thrown below it is
 * not kept, and neither field is quoted.
 */
export function openSecureContext({
  certificate,
  privateKey,
  passphrase,
  certificateAuthority,
}: ClientCertificate): SecureContext {
  readCertificate('certificate', certificate);
  if (certificateAuthority !== undefined) readCertificate('certificateAuthority', certificateAuthority);
  const ca = certificateAuthority === undefined ? undefined : [...getCACertificates('default'), certificateAuthority];
  try {
    return createSecureContext({
      cert: certificate,
      key: privateKey,
      ...(passphrase !== undefined && { passphrase }),
      ...(ca && { ca }),
    });
  } catch (thrown) {
    throw new SettingsError('privateKey', `The private key cannot be used: ${reasonOf(thrown)}.`);
  }
}

function readCertificate(field: string, pem: string): void {
  try {
    new X509Certificate(pem);
  } catch {
    throw new SettingsError(field, `The ${field} is not a certificate in PEM. Fill it in from "-----BEGIN CERTIFICATE-----" on.`);
  }
}

/** What OpenSSL says of a key, in words of ours: its own could name a file or more. */
function reasonOf(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message.slice(-maxReasonLength) : '';
  if (/mismatch/i.test(message)) return 'it does not belong to the certificate';
  if (/bad decrypt|password|cancelled|passphrase/i.test(message)) return 'its passphrase is missing or wrong';
  return 'it is not a private key in PEM, or its passphrase is wrong';
}
