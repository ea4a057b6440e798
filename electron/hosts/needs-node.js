// Runs before the till does, on whatever Node there is: so it is plain JavaScript, and says in one
// sentence what would otherwise be a page of syntax errors.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 11)) {
  process.stderr.write(
    `Until needs Node 24.11 or newer, and this is ${process.versions.node}; ` +
      '`npm ci` brings the right one along for Linux and Windows, unless it is told to omit optional packages.\n',
  );
  process.exit(1);
}
