const maxBytesPerCharacter = 3;

/** So many characters of a body, or a few more where it goes on. */
export function readBeginning(body: string | Uint8Array, characters: number): string {
  if (typeof body === 'string') return body.slice(0, characters);
  return new TextDecoder().decode(body.subarray(0, characters * maxBytesPerCharacter));
}
