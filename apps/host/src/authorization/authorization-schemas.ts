import { z } from 'zod';

export const SignInLinkView = z
  .strictObject({
    url: z.url().meta({ description: 'To be opened in the browser of whoever signs in; it works once' }),
    expiresAt: z.iso.datetime(),
    redirectUri: z.url().meta({ description: 'Where the sign-in ends; to be registered at the service' }),
  })
  .meta({ title: 'Link to sign in' });

/** What is in these two is looked up as it is: one that cannot be right ends in a page as well. */
export const TicketAddress = z.strictObject({ ticket: z.string() });
export type TicketAddress = z.infer<typeof TicketAddress>;

export const CallbackAddress = z.strictObject({ application: z.string() });
export type CallbackAddress = z.infer<typeof CallbackAddress>;

export const CallbackAddressOfHost = CallbackAddress.extend({ tokenHost: z.string() });
export type CallbackAddressOfHost = z.infer<typeof CallbackAddressOfHost>;

/** What a service adds to the redirect address. A parameter that comes twice could be read in two ways, so it is not read at all. */
export const CallbackQuery = z.record(z.string(), z.string());

export const Page = z.string().meta({ description: 'A page that says how the sign-in went' });
