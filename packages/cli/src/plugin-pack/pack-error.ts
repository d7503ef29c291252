/** Why a plugin cannot be made of a module, then what to do. */
export class PackError extends Error {
  override readonly name = 'PackError';
}
