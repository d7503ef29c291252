import { type Authentication, oauth2 } from '@mortise/sdk';
import type { HttpSettings } from './settings.ts';

/** The endpoints of the user's own OAuth 2 server. The form demands both addresses where it shows them. */
export function oauth2Login({
  login,
  authorizeUrl,
  tokenUrl = '',
  scopes,
  clientAuthentication,
  withoutPkce,
  ...parameters
}: HttpSettings): Authentication {
  return oauth2({
    grant: login === 'clientCredentials' ? 'clientCredentials' : 'authorizationCode',
    authorizeUrl,
    tokenUrl,
    // As one text: whatever stands between them belongs to the service.
    scopes: scopes === undefined ? [] : [scopes],
    clientAuthentication,
    publicClient: login === 'publicClient',
    pkce: !withoutPkce,
    authorizeParameters: readParameters(parameters.authorizeParameters),
    tokenParameters: readParameters(parameters.tokenParameters),
  });
}

function readParameters(text = ''): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}
