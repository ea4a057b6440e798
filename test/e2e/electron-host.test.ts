// The Electron host as built, on the double of Electron: what its page may do, whose messages it
// takes, where the password goes, and how the process starts and ends. The journeys of a cashier
// are in the other files; they run on both hosts.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { counter } from '../support/counter.ts';
import { startElectronProcess } from '../support/host-process.ts';
import { listeningSockets } from '../support/listening-sockets.ts';
import { validProfile } from '../support/profile.ts';
import { temporaryFolder } from '../support/test-till.ts';
import { type RunningHost, startElectronHost } from './hosts.ts';

const started: RunningHost[] = [];

async function start(options: Parameters<typeof startElectronHost>[0] = {}): Promise<RunningHost> {
  const host = await startElectronHost(options);
  started.push(host);
  return host;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((host) => host.kill()));
});

describe('the page', () => {
  it('finds the till, with three functions, and nothing else of ours', async () => {
    const { page } = await start();
    const found = await page.evaluate(`({
      till: Object.keys(window.till).sort(),
      frozen: Object.isFrozen(window.till),
      others: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer', '__electronDouble']
        .filter((name) => name in window),
    })`);
    expect(found).toEqual({ till: ['call', 'onChange', 'saveFile'], frozen: true, others: [] });
  });

  it('gets an answer to whatever it calls', async () => {
    const { page } = await start();
    const ask = (call: string) => page.evaluate(`window.till.call(${call})`);
    expect(await ask("'getTill', {}")).toMatchObject({ ok: true, value: { mode: 'training' } });
    for (const wrong of [
      "'fly', {}",
      "'__proto__', {}",
      '{}, {}',
      "'startPayment', { amountMinor: -1 }",
      "'startPayment', null",
      "'startPayment'",
      "'getHistory', { search: 'x'.repeat(1000000) }",
    ]) {
      expect(await ask(wrong), wrong).toMatchObject({ ok: false });
    }
  });

  it('is shown the till again after it was loaded again', async () => {
    const { page } = await start();
    await page.reload();
    await page.getByRole('link', { name: 'Sale' }).waitFor();
  });

  it('can leave in no direction', async () => {
    const { page } = await start();
    const pages = page.context().pages().length;
    const before = page.url();
    for (const escape of [
      "location.href = 'https://till.example/'",
      "location.assign('file:///etc/passwd')",
      "window.open('https://till.example/')",
      "document.body.append(Object.assign(document.createElement('a'), { href: 'https://till.example/', textContent: 'out', id: 'out' })); document.getElementById('out').click()",
    ]) {
      await page.evaluate(`void (() => { ${escape} })()`).catch(() => {});
      await page.evaluate('window.till.call("getTill", {})');
      expect(page.url(), escape).toBe(before);
    }
    await expect.poll(() => page.context().pages().length).toBe(pages);
  });

  it('reaches no other server, no other file, no device', async () => {
    const { page } = await start();
    const found = await page.evaluate(`Promise.all([
      fetch('https://till.example/').then(() => 'reached', () => 'refused'),
      fetch('/package.json').then((answer) => answer.status),
      fetch('/../main/index.js').then((answer) => answer.status),
      fetch('/', { method: 'POST' }).then((answer) => answer.status),
      navigator.permissions.query({ name: 'geolocation' }).then(({ state }) => state),
      Promise.resolve(document.createElement('script')).then((script) => {
        script.append('window.ran = 1');
        document.head.append(script);
        return window.ran ?? 'refused';
      }),
    ])`);
    expect(found).toEqual([
      'refused',
      404,
      404,
      404,
      expect.not.stringMatching('granted'),
      'refused',
    ]);
  });

  it('breaks none of its own rules', async () => {
    const { page } = await start();
    const broken: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') broken.push(message.text());
    });
    page.on('pageerror', (error) => broken.push(error.message));
    await page.reload();
    for (const name of ['History', 'Queue', 'Reports', 'Settings', 'Sale']) {
      await page.getByRole('link', { name }).click();
    }
    await page.evaluate('document.fonts.ready');
    expect(broken).toEqual([]);
  });
});

describe('what is exported', () => {
  async function exportPayment(page: RunningHost['page']) {
    const { take, tap, cancel, code } = counter(page);
    await take.waitFor();
    await tap('18450');
    await take.click();
    await code.waitFor();
    await cancel.click();
    await page.getByRole('button', { name: 'Cancel payment' }).last().click();
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByRole('button', { name: /000001/ }).click();
    await page.getByRole('button', { name: 'Export' }).click();
  }

  it('is saved where the person wants it', async () => {
    const folder = temporaryFolder();
    const { page } = await start({ env: { DOUBLE_SAVE_IN: folder } });
    await exportPayment(page);
    const file = join(folder, 'sale-000001.json');
    await expect.poll(() => existsSync(file), { timeout: 5_000 }).toBe(true);
    await expect.poll(() => readFileSync(file, 'utf8')).toMatch(/"timeline"[^]*}$/);
  });

  it('says that it could not be saved there', async () => {
    const { page } = await start({ env: { DOUBLE_SAVE_IN: '/proc/nowhere' } });
    await exportPayment(page);
    await page.getByText(/could not be saved/).waitFor();
  });

  it('is a text under a plain name, and nothing else', async () => {
    const folder = temporaryFolder();
    const { page } = await start({ env: { DOUBLE_SAVE_IN: folder } });
    for (const wrong of [
      "'../x.json', 'text'",
      "'x.sh', 'text'",
      "'.json', 'text'",
      '{}, {}',
      "'x.json', { length: 1 }",
      "'x.json', 'x'.repeat(9000000)",
    ]) {
      const reply = await page.evaluate(`window.till.saveFile(${wrong})`);
      expect(reply, wrong).toMatchObject({ ok: false, failure: { code: 'notSaved' } });
    }
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('messages that are too many or too large', () => {
  it('are answered, and the till goes on', async () => {
    const { page } = await start();
    const codes = await page.evaluate(`Promise.all([
      window.till.call('getHistory', { search: 'x'.repeat(5000000) }),
      window.till.call('x'.repeat(5000000), {}),
      ...Array.from({ length: 2000 }, () => window.till.call('getTill', {})),
    ]).then((replies) => [...new Set(replies.map((reply) => reply.failure?.code ?? 'ok'))])`);
    expect(codes).toEqual(['tooLarge', 'ok', 'tooOften']);
    await page.reload();
    await page.getByRole('link', { name: 'Sale' }).waitFor();
  });
});

describe('messages that are not from our page', () => {
  // The double's own entrance, which a preload takes away from our page but which others still have.
  const knock = "__electronDouble('invoke', 'till:call', ['getTill', {}])";

  it('are dropped when another frame sends them', async () => {
    const { page } = await start();
    await page.evaluate("document.body.append(document.createElement('iframe'))");
    const frame = page.frames().find((each) => each !== page.mainFrame());
    expect(await frame?.evaluate(knock)).toEqual({ error: 'dropped: not from our window' });
  });

  it('are dropped when another page sends them', async () => {
    const { page } = await start();
    await page.goto('about:blank');
    expect(await page.evaluate(knock)).toEqual({ error: 'dropped: not from our window' });
  });
});

describe('the password', () => {
  const password = 'a password to look for';

  function given(): string[] {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, 'profile.json'),
      JSON.stringify(validProfile('http://127.0.0.1:1/qr/v1')),
    );
    writeFileSync(join(folder, 'password.txt'), password, { mode: 0o600 });
    const files = ['--profile', join(folder, 'profile.json')];
    return [...files, '--password-file', join(folder, 'password.txt')];
  }

  const mode = (host: RunningHost) =>
    host.page.evaluate("window.till.call('getTill', {}).then(({ value }) => value.mode)");

  it('is sealed with the keyring, and nowhere in the clear', async () => {
    const first = await start({ args: given() });
    expect(await mode(first)).toBe('live');
    await first.stop();
    const { dataFolder } = first;
    expect(existsSync(join(dataFolder, 'password.sealed'))).toBe(true);
    for (const file of filesBelow(dataFolder)) {
      expect(readFileSync(file).includes(password), file).toBe(false);
    }
    expect(await mode(await start({ args: ['--data-dir', dataFolder] }))).toBe('live');
  });

  it('stays sealed while the keyring is locked, and serves again afterwards', async () => {
    const first = await start({ args: given() });
    await first.stop();
    const { dataFolder } = first;
    const sealed = readFileSync(join(dataFolder, 'password.sealed'));
    for (const keyring of ['locked', 'none']) {
      const args = ['--data-dir', dataFolder];
      const locked = await start({ args, env: { DOUBLE_KEYRING: keyring } });
      expect(await mode(locked), keyring).toBe('notSetUp');
      await locked.stop();
      expect(readFileSync(join(dataFolder, 'password.sealed'))).toEqual(sealed);
    }
    expect(await mode(await start({ args: ['--data-dir', dataFolder] }))).toBe('live');
  });

  it('is in an owner-only file where there is no keyring, and the till says so', async () => {
    const host = await start({ args: given(), env: { DOUBLE_KEYRING: 'none' } });
    expect(await mode(host)).toBe('live');
    expect(statSync(join(host.dataFolder, 'password')).mode & 0o777).toBe(0o600);
    const keptIn = "window.till.call('getSettings', {}).then(({ value }) => value.passwordKeptIn)";
    expect(await host.page.evaluate(keptIn)).toBe('ownerOnlyFile');
  });

  it.runIf(process.platform === 'linux')('is asked for over no port', async () => {
    const host = await start({ args: given() });
    expect(listeningSockets(host.process.pid ?? 0)).toEqual([]);
  });
});

describe('starting and ending', () => {
  it('ends in order when its window is closed', async () => {
    const host = await start();
    await host.page.close();
    expect(await host.gone).toBe(0);
    expect(readFileSync(join(host.dataFolder, 'until.log'), 'utf8')).toMatch(/"event":"stop"/);
  });

  it('brings the first till to the front when it is started twice', async () => {
    const first = await start();
    const focused = first.message('focused');
    first.process.send('second-instance');
    await focused;
    const second = startElectronProcess({
      args: ['--data-dir', first.dataFolder],
      env: { DOUBLE_SECOND_INSTANCE: '1' },
    });
    expect(await second.gone).toBe(0);
    expect(second.complaints).toEqual([]);
  });

  it('starts all the same when a crashed run left its lock behind', async () => {
    const host = await start({ env: { DOUBLE_SECOND_INSTANCE: '1' } });
    await host.page.getByRole('link', { name: 'Sale' }).waitFor();
  });

  it('says in one sentence why it cannot start', async () => {
    const first = await start();
    const second = startElectronProcess({ args: ['--data-dir', first.dataFolder] });
    expect(await second.gone).toBe(1);
    const [sentence = '', box] = second.complaints;
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(box).toBe(`[error box] Until cannot start: ${sentence}`);
  });

  it('refuses bad flags', async () => {
    const bad = startElectronProcess({ args: ['--port', 'x'] });
    expect(await bad.gone).toBe(2);
  });

  it.each(['--remote-debugging-port=9222', '--no-sandbox'])(
    'takes the flags of the till and no other in a package: not %s',
    async (flag) => {
      const open = startElectronProcess({ args: [flag], env: { DOUBLE_PACKAGED: '1' } });
      expect(await open.gone).toBe(2);
      expect(open.complaints[0]).toMatch(/is not a flag; run with --help for the list\.$/);
    },
  );

  it('has a window that fits the screen', async () => {
    const host = await start({ env: { DOUBLE_SCREEN: '1366x768' } });
    const size = host.printed.find((line) => line.startsWith('[window] '));
    expect(size).toBe('[window] 1280x736');
  });
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
