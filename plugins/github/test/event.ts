import { listedRepository, repository } from './repository.ts';
import { ada } from './user.ts';

/** What each delivery of a hook of a repository tells. */
export const surroundings = {
  repository: listedRepository,
  sender: ada,
  organization: {
    login: 'octo-org',
    id: 44,
    node_id: 'O_44',
    url: 'https://api.github.com/orgs/octo-org',
    repos_url: 'https://api.github.com/orgs/octo-org/repos',
    events_url: 'https://api.github.com/orgs/octo-org/events',
    hooks_url: 'https://api.github.com/orgs/octo-org/hooks',
    issues_url: 'https://api.github.com/orgs/octo-org/issues',
    members_url: 'https://api.github.com/orgs/octo-org/members{/member}',
    public_members_url: 'https://api.github.com/orgs/octo-org/public_members{/member}',
    avatar_url: 'https://avatars.githubusercontent.com/u/44',
    description: null,
  },
};

/** The first delivery of a new hook. */
export const ping = {
  zen: 'Keep it logically awesome.',
  hook_id: 109948940,
  hook: { type: 'Repository', id: 109948940, name: 'web', active: true, events: ['issues'] },
  repository,
  sender: ada,
};
