import { z } from 'zod';

/**
 * The id of a record: as the API gives it, for example `gid://shopify/Order/1`, or only its number, as webhooks and the addresses of
 * the admin have it.
 * @see https://shopify.dev/docs/api/usage/gids
 */
export function gid(type: string, title = 'Id') {
  const prefix = `gid://shopify/${type}/`;
  return z
    .string()
    .regex(new RegExp(`^(?:${prefix})?\\d+$`), `must be a number, or begin with ${prefix}`)
    .overwrite((id) => (id.startsWith(prefix) ? id : prefix + id))
    .meta({ title, description: `${prefix}1, or 1` });
}

/** The id of a record of whatever kind. */
export function anyGid(title: string, description: string) {
  return z
    .string()
    .regex(/^gid:\/\/shopify\/\w+\/\S+$/)
    .meta({ title, description });
}
