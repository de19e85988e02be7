// How much of Discord's documented API the sandbox answers: each operation that a bot may call, and
// the route that it meets.
import { nameOf, type Route } from '../../../src/sandbox/rest/route.ts'
import { ROUTES } from '../../../src/sandbox/rest/routes.ts'
import type { OpenApi, Operation } from './openapi.ts'

export interface Covered {
  readonly operation: Operation
  readonly route: Route | undefined
}

/** A path parameter of the file as an address that a route's parameter takes. */
const sampleOf = (path: string): string => path.replace(/\{[^}]+\}/g, '1191168998113280000')

function fits(route: Route, method: string, path: string): boolean {
  if (route.method !== method) return false
  const [wanted, given] = [route.path.split('/'), path.split('/')]
  return wanted.length === given.length && wanted.every((step, index) => step.startsWith(':') || step === given[index])
}

/** The first route that fits is the one that answers: they are sorted so. */
export const coverageOf = ({ operations }: OpenApi): Covered[] =>
  operations
    .filter(({ isForBots }) => isForBots)
    .map((operation) => ({
      operation,
      route: ROUTES.find((route) => fits(route, operation.method, sampleOf(operation.path))),
    }))

export const isReal = ({ route }: Covered): boolean => route !== undefined && route.outOfScope === undefined

/** `/guilds/{guild_id}/scheduled-events/…` → `guilds/scheduled-events`. */
function resourceOf({ path }: Operation): string {
  const [first = '', ...rest] = path.split('/').filter((step) => step !== '')
  const second = rest.find((step) => !step.startsWith('{') && !step.startsWith('@'))
  return ['guilds', 'channels', 'applications'].includes(first) && second !== undefined ? `${first}/${second}` : first
}

/** The page docs/coverage.md of the sandbox. */
export function coveragePage(covered: readonly Covered[]): string {
  const real = covered.filter(isReal).length
  const share = Math.floor((real / covered.length) * 1_000) / 10
  const rows = new Map<string, { real: number; all: number }>()
  for (const each of covered) {
    const name = resourceOf(each.operation)
    const row = rows.get(name) ?? { real: 0, all: 0 }
    rows.set(name, { real: row.real + Number(isReal(each)), all: row.all + 1 })
  }
  const refused = covered.filter((each) => !isReal(each))
  return [
    '# Which operations are answered',
    '',
    `Of the ${covered.length} documented operations that a bot's token may call, ${real} (${share} %) are answered by`,
    "Discord's rules. The others are out of scope: they are refused with 501 and an error that names",
    "them, so that none succeeds silently. This page is made from Discord's own description and the",
    "sandbox's routes: `npm run operations` writes it, and a test holds it to them.",
    '',
    '| resource | answered | documented |',
    '| --- | ---: | ---: |',
    ...[...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, row]) => `| ${name} | ${row.real} | ${row.all} |`),
    `| **all** | **${real}** | **${covered.length}** |`,
    '',
    '## Refused with 501',
    '',
    '| operation | why |',
    '| --- | --- |',
    ...refused.map(({ route, operation }) =>
      route ? `| \`${nameOf(route)}\` | ${route.outOfScope} |` : `| \`${operation.method} ${operation.path}\` | MISSING |`,
    ),
    '',
  ].join('\n')
}
