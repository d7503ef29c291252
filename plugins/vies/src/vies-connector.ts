import { SoapConnector } from '@mortise/sdk';

/** An operation of the one SOAP service that VIES offers. */
export abstract class ViesConnector extends SoapConnector {
  readonly path = '';
  readonly namespace = 'urn:ec.europa.eu:taxud:vies:services:checkVat:types';
  /** VIES asks the member state that issued the number, and says so where that one cannot answer now. */
  override readonly retryFaults = [
    'SERVICE_UNAVAILABLE',
    'MS_UNAVAILABLE',
    'TIMEOUT',
    'SERVER_BUSY',
    'GLOBAL_MAX_CONCURRENT_REQ',
    'GLOBAL_MAX_CONCURRENT_REQ_TIME',
    'MS_MAX_CONCURRENT_REQ',
    'MS_MAX_CONCURRENT_REQ_TIME',
  ];
}
