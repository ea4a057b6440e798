// What the browser lends a window (storage, sound, observers) can be forbidden, full or missing. Nothing
// about a payment may depend on it: what fails here is done without, and the window stays as it is.

/** What the service gives, or `otherwise` when it throws. */
export function quietly<Value>(service: () => Value, otherwise: Value): Value {
  try {
    return service();
  } catch {
    return otherwise;
  }
}
