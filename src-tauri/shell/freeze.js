// Nobody may add to Object.prototype, or change it: a key called "__proto__" or "constructor" in data stays
// data. A bare Object.freeze would also forbid every object below to have a toString of its own by plain
// assignment, which d3-color (below Svelte Flow) does; so what is inherited is given by accessors first, whose
// setters define the property on the object itself.
(() => {
  const root = Object.prototype;
  for (const name of Object.getOwnPropertyNames(root)) {
    const { value, writable, configurable } = Object.getOwnPropertyDescriptor(root, name);
    if (!writable || !configurable) continue;
    Object.defineProperty(root, name, {
      configurable: false,
      enumerable: false,
      get: () => value,
      set(own) {
        if (this === root) throw new TypeError("Object.prototype is frozen");
        Object.defineProperty(this, name, { value: own, configurable: true, enumerable: true, writable: true });
      },
    });
  }
  Object.freeze(root);
})();
