// Prints the section of CHANGELOG.md for one version, which must be that of package.json: the text
// of a release.
//   node .ci/changelog-section.mjs VERSION
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const read = (name) => readFileSync(join(root, name), 'utf8')
const wanted = process.argv[2] ?? ''

function fail(message) {
  console.error(message)
  process.exit(1)
}

const { version } = JSON.parse(read('package.json'))
if (wanted !== version)
  fail(`Version "${wanted}" was asked for, but package.json has "${version}". Set the same version in both.`)

const sections = read('CHANGELOG.md').split(/^## /m).slice(1)
const section = sections.find((text) => text.startsWith(`[${version}]`))
const body = section
  ?.split('\n')
  .slice(1)
  .join('\n')
  .replace(/^\[[^\]]+\]: .*$/gm, '')
  .trim()
if (!body) fail(`CHANGELOG.md has no text under "## [${version}]". Move the lines of Unreleased there.`)
console.log(body)
