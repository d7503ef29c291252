import OAuth2Server from '@node-oauth/oauth2-server';
import type { Settings } from '../backend.ts';
import { newSignIn, oauthModel } from './model.ts';
import type { Tokens } from './tokens.ts';

/** The OAuth2 library, set up for one shop. Refresh tokens are rotated on every use. */
export function oauthServer(settings: Settings, tokens: Tokens) {
  return new OAuth2Server({
    model: oauthModel(settings, tokens),
    accessTokenLifetime: settings.accessTokenSeconds,
    allowEmptyState: true,
    // Whoever opens the consent page is the shop's owner: there is no login to script in a demo.
    authenticateHandler: { handle: newSignIn },
  });
}
