import { randomUUID } from 'node:crypto';
import type OAuth2Server from '@node-oauth/oauth2-server';
import type { Settings } from '../backend.ts';
import { isLoopbackUrl } from '../loopback.ts';
import { same } from './client.ts';
import { allScopes, isScope } from './scopes.ts';
import type { Tokens } from './tokens.ts';

type Model = OAuth2Server.AuthorizationCodeModel & OAuth2Server.ClientCredentialsModel & OAuth2Server.RefreshTokenModel;

/** A sign-in. The server library hands it from the code to every token that follows, and so carries the family along. */
export function newSignIn() {
  return { id: 'demo-owner', family: randomUUID() };
}

/** Tells the OAuth2 library what the shop's client may do and where tokens are kept. */
export function oauthModel(settings: Settings, tokens: Tokens): Model {
  const client: OAuth2Server.Client = {
    id: settings.clientId,
    grants: ['client_credentials', 'authorization_code', 'refresh_token'],
    // The library wants at least one; validateRedirectUri decides.
    redirectUris: ['http://127.0.0.1'],
  };

  return {
    // The library passes null where no secret is asked for (the consent page) and undefined where one is missing.
    async getClient(id: string, secret: string | null | undefined) {
      const known = id === settings.clientId && (secret === null || same(secret, settings.clientSecret));
      return known && client;
    },

    async getUserFromClient() {
      return newSignIn();
    },

    async validateRedirectUri(uri) {
      return isLoopbackUrl(uri);
    },

    async validateScope(_user, _client, scope = allScopes) {
      return scope.every(isScope) && scope;
    },

    async saveToken(token, _client, user) {
      const shared = { family: user['family'], scope: token.scope ?? [] };
      tokens.saveAccess(token.accessToken, { ...shared, expiresAt: token.accessTokenExpiresAt ?? new Date() });
      if (token.refreshToken) {
        tokens.saveRefresh(token.refreshToken, { ...shared, expiresAt: token.refreshTokenExpiresAt ?? new Date() });
      }
      return { ...token, client, user };
    },

    async getAccessToken(accessToken) {
      const issued = tokens.access(accessToken);
      return issued && { ...issued, accessToken, accessTokenExpiresAt: issued.expiresAt, client, user: owner(issued) };
    },

    async getRefreshToken(refreshToken) {
      const issued = tokens.refresh(refreshToken);
      return issued && { ...issued, refreshToken, refreshTokenExpiresAt: issued.expiresAt, client, user: owner(issued) };
    },

    async revokeToken({ refreshToken }) {
      return tokens.spend(refreshToken);
    },

    async saveAuthorizationCode(code, _client, user) {
      const { codeChallenge = '', codeChallengeMethod = 'S256' } = code;
      const scope = code.scope ?? [];
      tokens.saveCode(code.authorizationCode, { ...code, codeChallenge, codeChallengeMethod, scope, family: user['family'] });
      return { ...code, client, user };
    },

    async getAuthorizationCode(authorizationCode) {
      const issued = tokens.code(authorizationCode);
      return issued && { ...issued, authorizationCode, client, user: owner(issued) };
    },

    async revokeAuthorizationCode({ authorizationCode }) {
      return tokens.spend(authorizationCode);
    },
  };
}

function owner({ family }: { family: string }) {
  return { ...newSignIn(), family };
}
