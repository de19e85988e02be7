#!/usr/bin/env node
// A file of its own, so that a checkout can link the command before it has been built.
import { existsSync } from 'node:fs'

if (existsSync(new URL('dist/cli.js', import.meta.url))) await import('./dist/cli.js')
else {
  process.stderr.write('This checkout of discord-sandbox has not been built: npm run build -w discord-sandbox\n')
  process.exitCode = 1
}
