/** A plugin that cannot be written: what is wrong, and what may help. Nothing was written when it is thrown. */
export class CreateError extends Error {
  override readonly name = 'CreateError';
  readonly remedy: string | undefined;

  constructor(detail: string, remedy?: string) {
    super(detail);
    this.remedy = remedy;
  }
}
