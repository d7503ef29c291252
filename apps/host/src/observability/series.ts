/** Figures by their labels. Looked up once and kept, since calls come by the thousand; two levels, so that no key has to be built. */
export class Series<Figures> {
  readonly #known = new Map<string, Map<string | number, Figures>>();
  readonly #make: (first: string, second: string) => Figures;

  constructor(make: (first: string, second: string) => Figures) {
    this.#make = make;
  }

  of(first: string, second: string | number): Figures {
    const known = this.#known.get(first)?.get(second);
    if (known) return known;
    const made = this.#make(first, String(second));
    const others = this.#known.get(first) ?? new Map<string | number, Figures>();
    this.#known.set(first, others.set(second, made));
    return made;
  }
}
