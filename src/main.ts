#!/usr/bin/env node
// Checked before anything else is loaded: an old Node cannot even read the files that come next.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `Firstline needs Node 22.18 or newer, this is ${process.versions.node}. ` +
      'Run it by "npm start" or "npx firstline": they use the Node that "npm ci" has installed. ' +
      '"npm ci --omit=dev" leaves that one out and needs a newer Node on this machine.\n',
  )
  process.exit(2)
}
// What was compiled once starts faster, and in less memory, from then on. Kept where only the owner of the installation
// writes; where nothing may be written, nothing is kept.
const { enableCompileCache } = await import('node:module')
enableCompileCache(`${import.meta.dirname}/../node_modules/.cache/firstline/code`)
const { run } = await import('./commands/run.ts')
await run(process.argv)

export {}
