/** Moments of a host's work at which it can end. */
export const faultPoints = [
  'effect done, nothing recorded',
  'recorded, followers not inserted',
  'followers inserted, none in the queue',
  'retry being scheduled',
  'failed message being moved',
  'all committed, nobody told',
] as const;
export type FaultPoint = (typeof faultPoints)[number];

/** Items of the process that is run meanwhile. */
export const items = 60;
