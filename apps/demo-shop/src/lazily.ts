/** Makes something on first use, and once: what is slow to load must not slow down the start. */
export function lazily<T>(make: () => Promise<T>) {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
