import type { PluginPackage } from '@mortise/runtime';
import { readLogo } from '../applications/logo.ts';
import { NotFoundError } from '../errors/not-found-error.ts';

/** An application as a platform lists it. */
export interface WorkerApplication {
  readonly name: string;
  readonly key: string;
  readonly description: string;
  readonly info: string;
  readonly logo: string | null;
  readonly authorization_type: 'basic' | 'oauth' | 'oauth2';
  /** What it does on a platform: no webhook of ours leads there. */
  readonly application_type: 'cron';
  readonly isInstallable: true;
}

/** Where a platform asks every application that it has installed, enabled and so on; and for its webhooks. */
export const syncMethods = [
  'afterDisableCallback',
  'afterEnableCallback',
  'afterInstallCallback',
  'afterUninstallCallback',
  'listWebhookEvents',
];

export async function toWorkerApplication(plugin: PluginPackage): Promise<WorkerApplication> {
  const { name: key, title: name, description, authentication } = plugin.manifest.application;
  return {
    name,
    key,
    description,
    info: '',
    logo: await logoOf(plugin),
    authorization_type: typeOf(authentication),
    application_type: 'cron',
    isInstallable: true,
  };
}

function typeOf(authentication: PluginPackage['manifest']['application']['authentication']) {
  if (authentication === 'oauth2') return 'oauth2';
  return authentication === 'oauth1' ? 'oauth' : 'basic';
}

async function logoOf(plugin: PluginPackage): Promise<string | null> {
  if (plugin.manifest.application.logo === undefined) return null;
  try {
    const { contentType, bytes } = await readLogo(plugin);
    return `data:${contentType};base64,${bytes.toString('base64')}`;
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
}
