/**
 * The version that requests ask for and that webhooks are subscribed with, whatever the account has as its default.
 * @see https://docs.stripe.com/api/versioning
 */
export const apiVersion = '2026-10-28.endive';
