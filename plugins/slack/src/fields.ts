import { z } from 'zod';

export const channel = z.string().min(1).meta({ title: 'Channel', description: 'Id of a channel, a group or a direct message' });
export const user = z.string().min(1).meta({ title: 'User', description: 'Id of a person, for example U02ABCDEF' });
export const ts = z
  .string()
  .min(1)
  .meta({ title: 'Message', description: 'The ts of the message, for example 1763971200.000100' });
