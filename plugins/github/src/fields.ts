import { z } from 'zod';

export const owner = z.string().min(1).meta({ title: 'Owner', description: 'Account that the repository belongs to' });
export const repo = z.string().min(1).meta({ title: 'Repository', description: 'Its name without the owner' });

/** Which repository. */
export const repository = { owner, repo };

export const issue_number = z.int().min(1).meta({ title: 'Number', description: 'Of the issue or the pull request' });
export const pull_number = z.int().min(1).meta({ title: 'Number', description: 'Of the pull request' });

export const markdown = z.string().meta({ title: 'Text', description: 'In Markdown' });

export const per_page = z.int().min(1).max(100).default(100).meta({ title: 'Items per page' });

export const time = z.iso.datetime({ offset: true }).meta({ description: 'For example 2026-11-24T08:00:00Z' });

export const direction = z.enum(['asc', 'desc']).optional().meta({ title: 'Direction' });
