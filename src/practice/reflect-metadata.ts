/**
 * The few functions of the Reflect metadata proposal that @peculiar/x509's dependency injection
 * asks for; imported before it, for the effect only.
 */
type Decorator = (target: object, key?: string | symbol) => void;

const metadata = new WeakMap<object, Map<unknown, unknown>>();

function defineMetadata(name: unknown, value: unknown, target: object): void {
  const known = metadata.get(target) ?? new Map<unknown, unknown>();
  known.set(name, value);
  metadata.set(target, known);
}

function getOwnMetadata(name: unknown, target: object): unknown {
  return metadata.get(target)?.get(name);
}

function getMetadata(name: unknown, target: object): unknown {
  for (let at: object | null = target; at !== null; at = Object.getPrototypeOf(at)) {
    const value = getOwnMetadata(name, at);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Notes on a class alone: those on its members are asked for by nobody. */
function decoratorOf(name: unknown, value: unknown): Decorator {
  return (target, key) => {
    if (key === undefined) defineMetadata(name, value, target);
  };
}

if (!('getMetadata' in Reflect)) {
  Object.assign(Reflect, { defineMetadata, getMetadata, getOwnMetadata, metadata: decoratorOf });
}
