/** A new version comes out every quarter and is served for a year. @see https://shopify.dev/docs/api/usage/versioning */
export const apiVersion = '2026-10';
