// The messages between the window's preload and the main process. There are no others.
export const channels = {
  /** invoke(name, input) gives a Reply. */
  call: 'till:call',
  /** invoke(name, text) saves a file where a person wants it, and gives a Reply. */
  save: 'till:save',
  /** The window wants the present snapshot, and each new one from now on. */
  listen: 'till:listen',
  /** A snapshot for the window, or null while there is no core. */
  changed: 'till:changed',
  /** The window has drawn the last snapshot and can take another. */
  seen: 'till:seen',
} as const;
