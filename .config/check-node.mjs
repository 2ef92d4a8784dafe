// pnpm runs this before it installs: an older Node would fail later, with a sentence that says less.

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`This workspace needs Node.js 20.19 or newer, and this is ${process.version}.`);
  process.exit(1);
}
