const open = '<env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"><env:Body>';
const close = '</env:Body></env:Envelope>';

/** An answer of VIES with this content. */
export function envelope(content: string, status = 200) {
  return { status, headers: { 'content-type': 'text/xml; charset=UTF-8' }, body: `${open}${content}${close}` };
}

/** A refusal of VIES, as it sends them: with status 500. */
export function fault(reason: string) {
  return envelope(`<env:Fault><faultcode>env:Server</faultcode><faultstring>${reason}</faultstring></env:Fault>`, 500);
}
