// Reads a seed; what is wrong with it is said with the place in it and what there could be.
import { readFileSync } from 'node:fs'
import type { z } from 'zod'
import { type FullSeed, type Seed, seedShape } from './schema.ts'

/**
 * A seed that cannot be used; the message names the file, each place, what was found and what to
 * do.
 */
export class SeedError extends Error {
  override readonly name = 'SeedError'
}

/** servers, 0, channels → servers[0].channels */
const placeOf = (path: readonly PropertyKey[]): string =>
  path.map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at > 0 ? '.' : ''}${String(step)}`)).join('')

const MAX_PROBLEMS = 10

const KINDS: Record<string, string> = {
  string: 'a text',
  array: 'a list',
  object: 'an object',
  boolean: 'true or false',
  number: 'a number',
}

/** zod says what it received in its message alone. */
function typeWords({ expected, message }: z.core.$ZodIssueInvalidType): string {
  const received = /received (\w+)/.exec(message)?.[1] ?? ''
  if (received === 'undefined') return 'is missing'
  return received === '' ? message : `must be ${KINDS[expected] ?? expected}, not ${KINDS[received] ?? received}`
}

/** Of a union the branch that came furthest is the one that was meant. */
function flatten(
  issue: z.core.$ZodIssue,
  path: readonly PropertyKey[] = [],
): { path: readonly PropertyKey[]; message: string }[] {
  const at = [...path, ...issue.path]
  if (issue.code === 'invalid_type') return [{ path: at, message: typeWords(issue) }]
  if (issue.code !== 'invalid_union') return [{ path: at, message: issue.message }]
  const deepest = [...issue.errors].sort((a, b) => depthOf(b) - depthOf(a))[0] ?? []
  return deepest.length > 0 ? deepest.flatMap((each) => flatten(each, at)) : [{ path: at, message: issue.message }]
}
const depthOf = (issues: readonly z.core.$ZodIssue[]): number =>
  Math.max(0, ...issues.map(({ path, code }) => path.length + (code === 'unrecognized_keys' ? 0.5 : 0)))

/** The seed with its defaults; throws a SeedError. `source` is how its messages name it. */
export function parseSeed(value: unknown, source = 'seed'): FullSeed {
  const parsed = seedShape.safeParse(value)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.flatMap((issue) => flatten(issue))
  const lines = problems
    .slice(0, MAX_PROBLEMS)
    .map(({ path, message }) => `${source}: ${path.length > 0 ? `${placeOf(path)}: ` : ''}${message}`)
  if (problems.length > MAX_PROBLEMS) lines.push(`${source}: and ${problems.length - MAX_PROBLEMS} more`)
  throw new SeedError(lines.join('\n'))
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    throw new SeedError(`${path}: ${code === 'ENOENT' ? 'there is no such file' : `cannot be read (${message})`}`, { cause })
  }
}

/** A seed from a JSON file; throws a SeedError. */
export function readSeed(path: string): FullSeed {
  const text = textOf(path).replace(/^\ufeff/, '')
  try {
    return parseSeed(JSON.parse(text) as Seed, path)
  } catch (cause) {
    if (cause instanceof SeedError) throw cause
    throw new SeedError(`${path}: is not JSON (${(cause as Error).message})`, { cause })
  }
}
