import { select } from '@mortise/sdk';
import { z } from 'zod';

export const HubSpotSettings = z.object({
  login: select('Sign in with', { oauth2: 'A HubSpot app', token: 'A private app token' }),
});
