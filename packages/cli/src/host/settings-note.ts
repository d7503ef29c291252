import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** What a host was started with, apart from anything secret, for a `doctor` that runs in another environment. */
const SettingsNote = z.object({
  address: z.string(),
  settings: z.object({
    MORTISE_HOST: z.string().optional(),
    MORTISE_BEHIND_PROXY: z.string().optional(),
    MORTISE_PUBLIC_URL: z.string().optional(),
    MORTISE_EGRESS_ALLOW: z.string().optional(),
    MORTISE_RUNNER: z.string().optional(),
  }),
});
export type NotedSettings = z.infer<typeof SettingsNote>['settings'];

const fileOf = (dataDirectory: string) => join(dataDirectory, 'settings.json');

export async function noteSettings(
  dataDirectory: string,
  address: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const note = SettingsNote.parse({ address, settings: environment });
  await writeFile(fileOf(dataDirectory), `${JSON.stringify(note)}\n`, { mode: 0o600 });
}

export async function forgetSettings(dataDirectory: string): Promise<void> {
  await rm(fileOf(dataDirectory), { force: true });
}

/** The settings of the host at this address; `undefined` where it noted none, or another host did. */
export async function notedSettings(dataDirectory: string, address: string | undefined): Promise<NotedSettings | undefined> {
  try {
    const note = SettingsNote.parse(JSON.parse(await readFile(fileOf(dataDirectory), 'utf8')));
    return note.address === address ? note.settings : undefined;
  } catch {
    // None, or not one of ours: the settings stay unknown.
    return undefined;
  }
}
