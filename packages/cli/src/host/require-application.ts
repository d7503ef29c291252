import { notFound } from '../command-error.ts';
import type { HostClient } from './host-client.ts';

/** Throws where no installed plugin offers the application, with the name that was most likely meant. */
export async function requireApplication(host: HostClient, name: string, command: (meant: string) => string): Promise<void> {
  const names = (await host.applications()).map((application) => application.name);
  if (!names.includes(name)) throw notFound('application', name, names, command);
}
