import { readConfig } from '@changesets/config';
import { readChangesets } from '@changesets/read';
import { describe, expect, it } from 'vitest';
import { type Changeset, forgottenPlugins, isOneSentence } from './changesets.ts';
import { packages, plugins, root } from './packages.ts';

const changesets: Changeset[] = await readChangesets(root);

describe('Change notes', () => {
  it('have a valid configuration', async () => {
    const { errors, warnings } = await readConfig(root);
    expect({ errors, warnings }).toEqual({ errors: undefined, warnings: [] });
  });

  it('name packages that exist', () => {
    const known = packages.map(({ manifest }) => manifest.name);
    const unknown = changesets.flatMap(({ id, releases }) =>
      releases.filter(({ name }) => !known.includes(name)).map(({ name }) => `.changeset/${id}.md: ${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it('are one sentence each', () => {
    const others = changesets.filter(({ summary }) => !isOneSentence(summary)).map(({ id }) => `.changeset/${id}.md`);
    expect(others).toEqual([]);
  });

  it('mention every plugin when the SDK gets a new major version', () => {
    expect(
      forgottenPlugins(
        changesets,
        plugins.map(({ manifest }) => manifest.name),
      ),
    ).toEqual([]);
  });

  it('can raise the version of every application', async () => {
    const { config } = await readConfig(root);
    const unversioned = packages.filter(
      ({ folder, manifest }) => folder.startsWith('apps/') && manifest.private && !config?.privatePackages.version,
    );
    expect(unversioned.map(({ folder }) => folder)).toEqual([]);
  });
});

describe('isOneSentence', () => {
  it('accepts a sentence for the user', () => {
    expect(isOneSentence('Adds `limit` to `ListContacts`.')).toBe(true);
  });

  it.each(['', 'adds a limit.', 'Adds a limit', 'Adds a limit. Removes another.', 'Adds\na limit.'])('refuses %j', (summary) => {
    expect(isOneSentence(summary)).toBe(false);
  });
});

describe('forgottenPlugins', () => {
  const note = (...releases: [name: string, type: string][]): Changeset => ({
    id: 'made-up',
    summary: '',
    releases: releases.map(([name, type]) => ({ name, type })),
  });

  it('finds the plugins that a major of the SDK leaves out', () => {
    const notes = [note(['@mortise/sdk', 'major']), note(['@mortise/plugin-a', 'major'])];
    expect(forgottenPlugins(notes, ['@mortise/plugin-a', '@mortise/plugin-b'])).toEqual(['@mortise/plugin-b']);
  });

  it('asks for nothing when the SDK stays compatible', () => {
    expect(forgottenPlugins([note(['@mortise/sdk', 'minor'])], ['@mortise/plugin-a'])).toEqual([]);
  });
});
