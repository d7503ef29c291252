/** The name in a `Host` header. Text is compared with text: to a parser of addresses, `evil.com@127.0.0.1` and `0x7f.1` are this machine too. */
export function hostNameOf(header: string): string | undefined {
  return /^(?<name>\[[0-9a-f:]+\]|[^:[\]]+)(?::\d{1,5})?$/i.exec(header)?.groups?.['name']?.toLowerCase();
}
