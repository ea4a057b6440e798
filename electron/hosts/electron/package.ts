// `npm run package`: installers for the system it runs on (electron-builder.yml says which), made
// from the Electron on this computer. Without one it says so at once, instead of failing in the
// middle. Further arguments go to electron-builder.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { electronFolder, findElectron } from '../electron-binary.ts';

const electron = await findElectron();
if (!electron.ok) {
  process.stderr.write(`${electron.failure}, so there is nothing to package the till with.\n`);
  process.exit(1);
}

const root = fileURLToPath(new URL('../../../', import.meta.url));
const builder = spawn(
  process.execPath,
  [
    `${root}node_modules/electron-builder/cli.js`,
    '--publish=never',
    `--config.electronDist=${electronFolder()}`,
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit' },
);
builder.once('exit', (code) => process.exit(code ?? 1));
