import type { Manifest } from '@mortise/sdk/manifest';

/**
 * What an approval covers: the applications that a service offers, and where their requests may go with which login. Actions may
 * come and go; whatever would let the service reach other accounts has to be approved again.
 */
export function grantOf(offers: readonly Manifest[]): string {
  const grants = offers.map(({ application: { name, hosts, authentication, logins = [] } }) => ({
    name,
    hosts: hosts.toSorted(),
    logins: [authentication, ...logins.map((login) => login.authentication)].toSorted(),
  }));
  return JSON.stringify(grants.sort((a, b) => (a.name < b.name ? -1 : 1)));
}
