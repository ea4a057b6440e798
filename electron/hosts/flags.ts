// How a till is started: flags, and a TILL_ variable for each. A flag beats its variable. Whatever
// is wrong is said in one sentence that names the flag and the rule.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fail, type Result, succeed } from '../../src-shared/result.ts';
import { words } from './words.ts';

export type HostName = 'electron' | 'browser';

export type Flags = {
  /** Absolute. */
  readonly dataFolder: string;
  readonly profileFile: string | null;
  readonly passwordFile: string | null;
  /** Browser host: 0 takes a free port. */
  readonly port: number;
  /** null: whichever this computer can run. */
  readonly host: HostName | null;
  /** Browser host: whether to open a window. */
  readonly open: boolean;
  readonly training: boolean;
  /** Take `http://` to this computer from a profile: for tests and development. */
  readonly allowHttp: boolean;
};

/** Where the till finds what is not on its command line. */
export type Surroundings = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
};

export const help = `Until, a till for the shop counter.

  --data-dir DIR        folder of the till's book         TILL_DATA_DIR
  --profile FILE        who this till is, as JSON         TILL_PROFILE
  --password-file FILE  the password, on its first line   TILL_PASSWORD_FILE
  --host NAME           electron or browser               TILL_HOST
  --port N              browser host: port to serve at    TILL_PORT
  --no-open             browser host: open no window      TILL_NO_OPEN=1
  --training            train, even with a profile        TILL_TRAINING=1
  --allow-http          take http:// to this computer     TILL_ALLOW_HTTP=1
                        (tests and development only)
  --help                this text
`;

const switches = ['no-open', 'training', 'allow-http', 'help'] as const;
const withValue = ['data-dir', 'profile', 'password-file', 'host', 'port'] as const;
type Switch = (typeof switches)[number];
type WithValue = (typeof withValue)[number];

/**
 * Reads the command line (without the program) and the environment. With `foreign: 'ignore'`
 * unknown flags are somebody else's: Electron's command line carries Chromium's switches too.
 */
export function readFlags(
  args: readonly string[],
  surroundings: Surroundings,
  foreign: 'refuse' | 'ignore' = 'refuse',
): Result<Flags | 'help'> {
  const given = readGiven(args, surroundings.env, foreign);
  if (!given.ok) return given;
  const { values, on } = given.value;
  if (on.has('help')) return succeed('help');

  const host = values.get('host') ?? null;
  if (host !== null && host !== 'electron' && host !== 'browser') {
    return fail(words.hostUnknown(host));
  }
  const port = values.get('port') ?? '0';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    return fail(words.portOdd(port));
  }
  return succeed({
    dataFolder: resolve(values.get('data-dir') ?? defaultDataFolder(surroundings)),
    profileFile: values.get('profile') ?? null,
    passwordFile: values.get('password-file') ?? null,
    port: Number(port),
    host,
    open: !on.has('no-open'),
    training: on.has('training'),
    allowHttp: on.has('allow-http'),
  });
}

/** Where a till's book stands when nobody says otherwise. */
export function defaultDataFolder({ env, platform, home }: Surroundings): string {
  switch (platform) {
    case 'win32':
      return join(env['APPDATA'] || join(home, 'AppData', 'Roaming'), 'Until');
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Until');
    default:
      return join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'until');
  }
}

type Given = { readonly values: Map<WithValue, string>; readonly on: Set<Switch> };

function readGiven(
  args: readonly string[],
  env: Surroundings['env'],
  foreign: 'refuse' | 'ignore',
): Result<Given> {
  const values = new Map<WithValue, string>();
  const on = new Set<Switch>();

  for (const name of withValue) {
    const value = env[variableOf(name)];
    if (value) values.set(name, value);
  }
  for (const name of switches) {
    const value = env[variableOf(name)];
    if (!value || value === '0' || name === 'help') continue;
    if (value !== '1') return fail(words.switchOdd(variableOf(name), value));
    on.add(name);
  }

  for (const token of tokensOf(args)) {
    if (token.kind === 'positional' && foreign === 'refuse') {
      return fail(words.unknownFlag(`"${token.value}"`));
    }
    if (token.kind !== 'option') continue;
    const { name, rawName, value } = token;
    if (isOneOf(withValue, name)) {
      // parseArgs hands over `--port --help` as it stands: that is a value left out.
      if (!value || (!token.inlineValue && value.startsWith('--'))) {
        return fail(words.valueMissing(rawName, examples[name]));
      }
      values.set(name, value);
    } else if (isOneOf(switches, name)) {
      if (value !== undefined) return fail(words.valueTooMuch(rawName));
      on.add(name);
    } else if (foreign === 'refuse') {
      return fail(words.unknownFlag(rawName));
    }
  }
  return succeed({ values, on });
}

const examples: Record<WithValue, string> = {
  'data-dir': '/var/lib/until',
  profile: 'profile.json',
  'password-file': 'password.txt',
  host: 'browser',
  port: '8080',
};

function tokensOf(args: readonly string[]) {
  const options = Object.fromEntries([
    ...withValue.map((name) => [name, { type: 'string' }] as const),
    ...switches.map((name) => [name, { type: 'boolean' }] as const),
  ]);
  return parseArgs({ args: [...args], options, strict: false, tokens: true }).tokens;
}

function isOneOf<Name extends string>(names: readonly Name[], name: string): name is Name {
  return names.some((known) => known === name);
}

/** `--data-dir` is TILL_DATA_DIR. */
function variableOf(name: WithValue | Switch): string {
  return `TILL_${name.toUpperCase().replaceAll('-', '_')}`;
}
