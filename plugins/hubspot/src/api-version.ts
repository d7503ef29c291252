/** The version that all paths name. @see https://developers.hubspot.com/docs/developer-tooling/platform/versioning */
export const apiVersion = '2026-09';
