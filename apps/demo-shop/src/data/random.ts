/** A small seeded generator (mulberry32): the same seed always gives the same shop. */
export function seeded(seed: number) {
  let state = seed;

  function next() {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  function integer(from: number, to: number) {
    return from + Math.floor(next() * (to - from + 1));
  }

  function digits(count: number) {
    return Array.from({ length: count }, () => integer(0, 9)).join('');
  }

  return { next, integer, digits };
}

export type Random = ReturnType<typeof seeded>;
