const instances = new WeakMap<new () => object, object>();

/** The one instance of a class of facts: its schemas are costly to make, and it holds nothing of a call. */
export function instanceOf<Instance extends object>(FactsClass: new () => Instance): Instance {
  const known = instances.get(FactsClass);
  if (known instanceof FactsClass) return known;
  const made = new FactsClass();
  instances.set(FactsClass, made);
  return made;
}
