// `node scripts/run.mjs <command>`: runs scripts/commands/<command>.ts on the project's own Node, installing the packages first when they
// are missing. This file and scripts/bootstrap/ run before any package exists: built-ins only, Node 20 and up. An older Node must get as
// far as the sentence below, so nothing is imported statically here.
const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  console.error(`Handset needs Node.js 20 or later to start; this is ${process.version}. Get a current one from https://nodejs.org.`);
  process.exit(1);
} else {
  import('./bootstrap/boot.mjs')
    .then(({ boot }) => boot(process.argv[2] || '', process.argv.slice(3)))
    .catch((error) => {
      console.error(error && error.expected ? `\n${error.message}` : error);
      process.exit(1);
    });
}
