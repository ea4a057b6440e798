// The parts of Electron that need no window.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { basename, join } from 'node:path';
import { app } from './app.ts';

export const dialog = {
  showErrorBox(title: string, content: string): void {
    process.stderr.write(`[error box] ${title}: ${content}\n`);
  },
  /** The person takes the folder DOUBLE_SAVE_IN, with the name that is offered; without it, none. */
  showSaveDialog(_window: unknown, options: { readonly defaultPath?: string }) {
    const folder = process.env['DOUBLE_SAVE_IN'];
    const filePath = folder ? join(folder, basename(options.defaultPath ?? '')) : '';
    return Promise.resolve({ canceled: !folder, filePath });
  },
};

/** A screen of DOUBLE_SCREEN, such as 1366x768; a bar takes 32 of its height. */
export const screen = {
  getPrimaryDisplay() {
    app.onlyWhenReady('screen');
    const [width = 0, height = 0] = (process.env['DOUBLE_SCREEN'] ?? '1920x1080')
      .split('x')
      .map(Number);
    return { workAreaSize: { width, height: height - 32 } };
  },
};

export const Menu = { setApplicationMenu(_menu: null): void {} };

process.on('message', (message: unknown) => {
  if (message === 'second-instance') app.emit('second-instance');
});

// `none`: a desktop without a secret service. `locked`: the secret service does not open now.
const keyring = process.env['DOUBLE_KEYRING'] ?? 'open';
// The same in each start of a test, as a keyring's key is.
const key = Buffer.from('0123456789abcdef0123456789abcdef');

export const safeStorage = {
  isEncryptionAvailable(): boolean {
    app.onlyWhenReady('safeStorage');
    return true;
  },
  getSelectedStorageBackend(): string {
    return keyring === 'none' ? 'basic_text' : 'gnome_libsecret';
  },
  encryptString(text: string): Buffer {
    if (keyring === 'locked') throw new Error('Error while encrypting the text.');
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  },
  decryptString(bytes: Buffer): string {
    if (keyring === 'locked') throw new Error('Error while decrypting the ciphertext.');
    const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
    cipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString('utf8');
  },
};
