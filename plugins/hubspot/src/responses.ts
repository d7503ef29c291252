/** Locked for about two seconds (423), or an account that moves to another data centre (477). */
export const responses = { retry: ['423', '477'] };

/** For the write of one thing by an endpoint for several: status 207 tells that HubSpot refused it. */
export const responsesToOne = { ...responses, fail: '207' };
