import type { Manifest } from '@mortise/sdk/manifest';
import { z } from 'zod';

const Grants = z.array(z.object({ name: z.string(), hosts: z.array(z.string()), logins: z.array(z.string()) }));
type Grant = z.infer<typeof Grants>[number];

/**
 * What an approval covers: the applications that a service offers, and where their requests may go with which login. Actions may
 * come and go; whatever would let the service reach other accounts has to be approved again. What was approved before stays so.
 */
export function grantOf(offers: readonly Manifest[], before = '[]'): string {
  const all = [...readGrants(before), ...offers.map(toGrant)];
  const grants = [...Map.groupBy(all, ({ name }) => name)].map(([name, same]) => ({
    name,
    hosts: union(same.map(({ hosts }) => hosts)),
    logins: union(same.map(({ logins }) => logins)),
  }));
  return JSON.stringify(grants.sort((a, b) => (a.name < b.name ? -1 : 1)));
}

/** Whether what is offered reaches no further than what was approved. */
export function isWithinGrant(offers: readonly Manifest[], granted: string): boolean {
  const approved = new Map(readGrants(granted).map((grant) => [grant.name, grant]));
  return offers.map(toGrant).every(({ name, hosts, logins }) => {
    const grant = approved.get(name);
    return grant && hosts.every((host) => grant.hosts.includes(host)) && logins.every((login) => grant.logins.includes(login));
  });
}

export function grantedApplications(granted: string): string[] {
  return readGrants(granted).map(({ name }) => name);
}

function readGrants(granted: string): Grant[] {
  return Grants.parse(JSON.parse(granted));
}

function toGrant({ application: { name, hosts, authentication, logins = [] } }: Manifest): Grant {
  return { name, hosts, logins: [authentication, ...logins.map((login) => login.authentication)] };
}

function union(lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())].sort();
}
