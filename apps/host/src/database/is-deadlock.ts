/** Whether PostgreSQL has ended a transaction because it and another waited for each other. It has done nothing, and may begin again. */
export function isDeadlock(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '40P01';
}
