/** The name of an application, with which the ids of its actions begin. */
export function applicationOf(action: string): string {
  return action.slice(0, action.indexOf('.'));
}
