// What a till takes over from whoever starts it. Trust in a server comes from the profile alone, and a
// variable can make Node open an inspector, load a module, write down keys or log every header: so two
// that speak of breaking the line's protection are refused in words, and of all others only those on
// the list go along.
import type { Surroundings } from './flags.ts';

const whoAndWhere = 'HOME USER LOGNAME PATH PWD TMPDIR LANG LANGUAGE TZ';
const screen = 'DISPLAY XAUTHORITY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS DESKTOP_SESSION';
const windows =
  'SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC PATHEXT TEMP TMP USERNAME USERPROFILE HOMEDRIVE HOMEPATH ' +
  'APPDATA LOCALAPPDATA PROGRAMDATA PROGRAMFILES PROGRAMFILES(X86)';
// How `npm start` started us, and where Electron is.
const start =
  'NPM_LIFECYCLE_EVENT NPM_CONFIG_ELECTRON_MIRROR ELECTRON_MIRROR ELECTRON_OVERRIDE_DIST_PATH';
const kept = new Set([whoAndWhere, screen, windows, start].flatMap((names) => names.split(' ')));
const keptFamilies = /^(TILL|LC|XDG)_/;

/** Without what is not on the list. */
export function cleanEnvironment(env: Surroundings['env']): Record<string, string> {
  const clean: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    // Windows does not tell PATH from Path, and npm writes its own in small letters.
    const known = name.toUpperCase();
    if (value !== undefined && (kept.has(known) || keptFamilies.test(known))) clean[name] = value;
  }
  return clean;
}

/** Why this environment is refused, as a sentence, or null when it is fine. */
export function refusalOfEnvironment(env: Surroundings['env']): string | null {
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    return 'NODE_TLS_REJECT_UNAUTHORIZED must not be 0: it would accept any server as the intermediary.';
  }
  if (env['SSLKEYLOGFILE']) {
    return 'SSLKEYLOGFILE must not be set: it would write down the keys of every connection.';
  }
  return null;
}
