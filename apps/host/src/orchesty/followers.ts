import { z } from 'zod';
import { type Envelope, header, textOf } from './envelope.ts';

const Followers = z.array(z.object({ id: z.string(), name: z.string() }));
export type Follower = z.infer<typeof Followers>[number];

/** The nodes behind the one that is called, as the platform names them to it. */
export function followersOf(envelope: Envelope): readonly Follower[] {
  const text = textOf(envelope, header.followers);
  if (text === undefined) return [];
  try {
    return Followers.parse(JSON.parse(text));
  } catch {
    // Only a choice of followers looks at them, and that says which it knows.
    return [];
  }
}
