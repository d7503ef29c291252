export type { OAuth1, OAuth1Token } from '../connection/oauth1-grant.ts';
export { OAuth1SignIn, type OAuth1Verification } from './oauth1-sign-in.ts';
