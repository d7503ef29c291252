import { Agent } from 'node:https';
import type { SecureContext } from 'node:tls';

/**
 * An agent whose connections show a client certificate. simple-oauth2 copies the options of its agents down to the last object,
 * and the copy of a SecureContext ends the process: so no option holds it.
 */
export function certifiedAgent(options: ConstructorParameters<typeof Agent>[0], secureContext: SecureContext): Agent {
  class CertifiedAgent extends Agent {
    override createConnection(...[connection, callback]: Parameters<Agent['createConnection']>) {
      const certified = { ...connection, secureContext };
      return super.createConnection(certified, callback);
    }
  }
  return new CertifiedAgent(options);
}
