/** A time for people: to the second, in UTC. */
export function momentOf(time: string): string {
  return time.slice(0, 19).replace('T', ' ');
}
