import { ConflictError } from './conflict-error.ts';

/** What would go on at once cannot, since its process rests. Takes the name of that, or its id where nothing else is at hand. */
export function processPaused(name: string): ConflictError {
  return new ConflictError('process_paused', `The process "${name}" is paused. Resume it first.`, undefined, [
    { label: 'Resume the process', command: `mortise process resume ${name}` },
  ]);
}
