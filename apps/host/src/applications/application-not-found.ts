import { NotFoundError } from '../errors/not-found-error.ts';

export function applicationNotFound(name: string): NotFoundError {
  return new NotFoundError('application_not_found', `No installed plugin offers the application "${name}".`, [
    { label: 'See what is installed', command: 'mortise list' },
  ]);
}
