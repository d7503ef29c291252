import { z } from 'zod';

/** The pictures of an app, by their size in pixels. */
export const Icons = z.looseObject({
  emoji: z.string().optional(),
  image_36: z.string().optional(),
  image_48: z.string().optional(),
  image_64: z.string().optional(),
  image_72: z.string().optional(),
});

/** The app that wrote a message. */
export const BotProfile = z.looseObject({
  id: z.string().optional(),
  app_id: z.string().optional(),
  user_id: z.string().optional(),
  name: z.string().optional(),
  icons: Icons.optional(),
  deleted: z.boolean().optional(),
  updated: z.number().optional(),
  team_id: z.string().optional(),
});
