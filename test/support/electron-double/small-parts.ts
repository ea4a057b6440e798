// The parts of Electron that need no window.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { app } from './app.ts';

export const dialog = {
  showErrorBox(title: string, content: string): void {
    process.stderr.write(`[error box] ${title}: ${content}\n`);
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
