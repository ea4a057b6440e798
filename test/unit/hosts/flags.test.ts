import { describe, expect, it } from 'vitest';
import { defaultDataFolder, readFlags, type Surroundings } from '../../../electron/hosts/flags.ts';

const linux: Surroundings = { env: {}, platform: 'linux', home: '/home/kim' };
const withEnv = (env: Record<string, string>): Surroundings => ({ ...linux, env });

function flagsOf(args: string[], surroundings = linux) {
  const read = readFlags(args, surroundings);
  if (!read.ok || read.value === 'help') throw new Error(`no flags: ${JSON.stringify(read)}`);
  return read.value;
}

describe('the command line', () => {
  it('has a default for everything', () => {
    expect(flagsOf([])).toEqual({
      dataFolder: '/home/kim/.local/share/until',
      profileFile: null,
      passwordFile: null,
      port: 0,
      host: null,
      open: true,
      training: false,
      allowHttp: false,
    });
  });

  it('takes every flag, with a space or an equals sign', () => {
    const args = ['--data-dir', '/d', '--profile=/p.json', '--password-file', '/s', '--port=8080'];
    expect(
      flagsOf([...args, '--host', 'browser', '--no-open', '--training', '--allow-http']),
    ).toEqual({
      dataFolder: '/d',
      profileFile: '/p.json',
      passwordFile: '/s',
      port: 8080,
      host: 'browser',
      open: false,
      training: true,
      allowHttp: true,
    });
  });

  it('takes every flag as a variable, and lets the flag win', () => {
    const env = {
      TILL_DATA_DIR: '/env',
      TILL_PROFILE: '/env.json',
      TILL_PASSWORD_FILE: '/env.txt',
      TILL_PORT: '1',
      TILL_HOST: 'electron',
      TILL_NO_OPEN: '1',
      TILL_TRAINING: '0',
      TILL_ALLOW_HTTP: '1',
    };
    const flags = flagsOf(['--port', '2', '--host', 'browser'], withEnv(env));
    expect(flags).toEqual({
      dataFolder: '/env',
      profileFile: '/env.json',
      passwordFile: '/env.txt',
      port: 2,
      host: 'browser',
      open: false,
      training: false,
      allowHttp: true,
    });
  });

  it('treats an empty variable as none', () => {
    const empty = withEnv({ TILL_PORT: '', TILL_TRAINING: '', TILL_PROFILE: '' });
    expect(flagsOf([], empty)).toEqual(flagsOf([]));
  });

  it('asks for help before it complains about values', () => {
    expect(readFlags(['--port', 'x', '--help'], linux)).toEqual({ ok: true, value: 'help' });
  });

  it.each([
    [['--colour', 'red'], '--colour is not a flag; run with --help for the list.'],
    [['--porrt=80'], '--porrt is not a flag; run with --help for the list.'],
    [['-p', '80'], '-p is not a flag; run with --help for the list.'],
    [['browser'], '"browser" is not a flag; run with --help for the list.'],
    [['--port', 'eighty'], '--port must be a whole number from 0 to 65535, not "eighty".'],
    [['--port', '65536'], '--port must be a whole number from 0 to 65535, not "65536".'],
    [['--port', '-1'], '--port must be a whole number from 0 to 65535, not "-1".'],
    [['--port', '0x50'], '--port must be a whole number from 0 to 65535, not "0x50".'],
    [['--port'], '--port needs a value, such as --port 8080.'],
    [['--port='], '--port needs a value, such as --port 8080.'],
    [['--data-dir', '--training'], '--data-dir needs a value, such as --data-dir /var/lib/until.'],
    [['--host', 'Firefox'], '--host must be electron or browser, not "Firefox".'],
    [['--training=yes'], '--training takes no value.'],
  ])('refuses %j in one sentence', (args, sentence) => {
    expect(readFlags(args, linux)).toEqual({ ok: false, failure: sentence });
  });

  it('refuses a switch variable that is neither 1 nor 0', () => {
    const read = readFlags([], withEnv({ TILL_TRAINING: 'yes' }));
    expect(read).toEqual({ ok: false, failure: 'TILL_TRAINING must be 1 or 0, not "yes".' });
  });

  it("ignores Chromium's switches where they are expected, and nothing of ours", () => {
    const args = ['--no-sandbox', '--ozone-platform=x11', '--user-agent', 'x', '--port', '80'];
    expect(readFlags(args, linux, 'ignore')).toMatchObject({ ok: true, value: { port: 80 } });
    expect(readFlags(['--port', 'x'], linux, 'ignore').ok).toBe(false);
  });
});

describe('the data folder, when nobody names one', () => {
  it.each<[Surroundings, string]>([
    [linux, '/home/kim/.local/share/until'],
    [withEnv({ XDG_DATA_HOME: '/xdg' }), '/xdg/until'],
    [
      { env: {}, platform: 'darwin', home: '/Users/kim' },
      '/Users/kim/Library/Application Support/Until',
    ],
    [{ env: { APPDATA: '/roaming' }, platform: 'win32', home: '/u' }, '/roaming/Until'],
    [{ env: {}, platform: 'win32', home: '/u' }, '/u/AppData/Roaming/Until'],
  ])('%j', (surroundings, folder) => {
    expect(defaultDataFolder(surroundings)).toBe(folder);
  });
});

// Each of these opens an Electron's window to others, or lets it trust what it should not.
it.each([
  '--remote-debugging-port=9222',
  '--remote-debugging-pipe',
  '--no-sandbox',
  '-no-sandbox',
  '--js-flags=--expose-gc',
  '--renderer-cmd-prefix=xterm -e',
  '--utility-cmd-prefix=xterm -e',
  '--gpu-launcher=xterm -e',
  '--inspect',
  '--inspect-brk=0',
  '--disable-web-security',
  '--host-resolver-rules=MAP * 127.0.0.1',
  '--ignore-certificate-errors',
  '--proxy-server=127.0.0.1:1',
  '--user-data-dir=/tmp',
  '--load-extension=/tmp',
  '--log-net-log=/tmp/log',
  '/no-sandbox',
  'https://till.example/',
])('refuses a switch of Chromium and whatever looks like one: %s', (flag) => {
  expect(readFlags([flag], linux)).toEqual({
    ok: false,
    failure: expect.stringMatching(/is not a flag; run with --help for the list\.$/),
  });
});
