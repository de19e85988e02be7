// Where the browser is: Debian's chromium, or whatever of its family is on the PATH.
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

export const chromiumPath = NAMES.flatMap((name) =>
  (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)),
).find((file) => {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
})

export const SKIPPED = `The browser part was skipped: there is no ${NAMES[0]} on the PATH (apt-get install chromium).`

// Run by itself, after npm test: one line where there is no browser.
if (process.argv[1]?.endsWith('chromium.mjs') && chromiumPath === undefined) process.stdout.write(`${SKIPPED}\n`)
