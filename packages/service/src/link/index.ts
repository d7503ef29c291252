/** The link between a host and a service, for the host's end of it. */
export { contractHash, Draining, Goodbye, Introducing, type PairingFrame } from './contract.ts';
export { Greeting, HandshakeError, introduce, linkVersion, ServiceHandshake } from './handshake.ts';
export { fingerprintOf, Identity, isSignedBy, pairingCode } from './identity.ts';
export { MessageTooLargeError, Packet, type Received, SealedChannel } from './sealed-channel.ts';
export { defaultLinkUrl, type LinkServer, type LinkTransport, linkTransport } from './transport.ts';
