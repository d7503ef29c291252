import { type ActiveFault, Fault, type FaultInput } from './fault.ts';

interface MutableFault extends ActiveFault {
  hits: number;
}

/** The faults of one shop. The oldest matching one hits first. */
export class Faults {
  #active: MutableFault[] = [];
  #count = 0;

  add(input: FaultInput): ActiveFault {
    this.#count += 1;
    const fault = { ...Fault.parse(input), id: `flt_${this.#count}`, hits: 0 };
    this.#active.push(fault);
    return fault;
  }

  list(): readonly ActiveFault[] {
    return this.#active;
  }

  remove(id: string) {
    const before = this.#active.length;
    this.#active = this.#active.filter((fault) => fault.id !== id);
    return this.#active.length < before;
  }

  clear() {
    this.#active = [];
  }

  /** The fault that hits this request, if any; it is used up after its last time. */
  take(method: string, path: string): ActiveFault | undefined {
    const fault = this.#active.find((each) => path.startsWith(each.path) && (each.method ?? method) === method);
    if (!fault) return undefined;
    fault.hits += 1;
    if (fault.hits === fault.times) this.remove(fault.id);
    return fault;
  }
}
