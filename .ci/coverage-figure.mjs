// Prints the figure that `npm run coverage` has just measured as one line, and adds it to the
// summary of the run on GitHub.
import { appendFileSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const summary = join(resolve(import.meta.dirname, '..'), 'coverage/coverage-summary.json')
const { lines, branches, functions } = JSON.parse(readFileSync(summary, 'utf8')).total

const figure = `Coverage: ${lines.pct} % of lines, ${branches.pct} % of branches, ${functions.pct} % of functions`
console.log(figure)
if (process.env.GITHUB_STEP_SUMMARY) appendFileSync(process.env.GITHUB_STEP_SUMMARY, `${figure}\n`)
