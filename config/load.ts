// Environment + file + flags → one frozen Config, or every problem at once. The only reader of
// process.env.
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { type Config, configSchema } from './schema.ts'
import { isSecret, listSettings } from './settings.ts'

export interface ConfigProblem {
  /** The key in the file, or the variable in the environment. */
  readonly key: string
  /** Where the value came from. */
  readonly source: string
  /** As text; secrets are not repeated. */
  readonly found: string
  readonly allowed: string
}

export type LoadedConfig =
  | { readonly kind: 'config'; readonly config: Config; readonly file: string | null }
  | { readonly kind: 'problems'; readonly problems: readonly ConfigProblem[] }

export interface LoadOptions {
  /** A file that must exist; without it `config/paperboy.json` is read where there is one. */
  readonly file?: string | undefined
  /** Dotted keys from the command line; they win over everything. */
  readonly flags?: Readonly<Record<string, unknown>>
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly cwd?: string
}

type Tree = { [key: string]: unknown }
interface Given {
  readonly key: string
  readonly label: string
  readonly source: string
  readonly value: unknown
}

const DEFAULT_FILE = 'config/paperboy.json'
const FILE_VARIABLE = 'PAPERBOY_CONFIG'

/**
 * Flags win over the environment, the environment over `.env`, that over the file, the file over
 * the defaults.
 */
export function loadConfig(options: LoadOptions = {}): LoadedConfig {
  const cwd = options.cwd ?? process.cwd()
  const dotEnv = readDotEnv(cwd)
  if (dotEnv.kind === 'problem') return { kind: 'problems', problems: [dotEnv.problem] }
  const env = { ...dotEnv.variables, ...(options.env ?? process.env) }
  const file = readFile(cwd, options.file ?? env[FILE_VARIABLE])
  if (file.kind === 'problem') return { kind: 'problems', problems: [file.problem] }

  const given = [...fromEnvironment(env), ...fromFlags(options.flags ?? {})]
  const tree = structuredClone(file.tree)
  for (const { key, value } of given) setPath(tree, key.split('.'), value)

  const parsed = configSchema.safeParse(tree)
  const problems = [
    ...unknownVariables(env),
    ...unknownZone(env.TZ),
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => problemsOf(issue, tree, given, file.path ?? DEFAULT_FILE))),
  ]
  if (problems.length > 0 || !parsed.success) return { kind: 'problems', problems }
  return { kind: 'config', config: deepFreeze(parsed.data), file: file.path }
}

export function formatProblems(problems: readonly ConfigProblem[]): string {
  const head = problems.length === 1 ? 'One setting cannot be used:' : `${problems.length} settings cannot be used:`
  return [head, ...problems.map((p) => `  ${p.key} (${p.source}): found ${p.found}; allowed: ${p.allowed}`)].join('\n')
}

type DotEnv =
  | { readonly kind: 'variables'; readonly variables: Readonly<Record<string, string | undefined>> }
  | { readonly kind: 'problem'; readonly problem: ConfigProblem }

function readDotEnv(cwd: string): DotEnv {
  const path = resolve(cwd, '.env')
  if (!existsSync(path)) return { kind: 'variables', variables: {} }
  try {
    return { kind: 'variables', variables: parseEnv(readFileSync(path, 'utf8')) }
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error)
    return {
      kind: 'problem',
      problem: { key: path, source: 'environment file', found, allowed: 'a file that this user may read, or none' },
    }
  }
}

/** Node takes a zone that it does not know for UTC, without a word. */
function unknownZone(zone: string | undefined): readonly ConfigProblem[] {
  // Rules such as "CET-1CEST" and paths of zone files are for the system to read.
  if (zone === undefined || !/^[A-Za-z_]+(?:\/[A-Za-z_+-]+)*$/.test(zone)) return []
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return []
  } catch {
    return [{ key: 'TZ', source: 'environment', found: describe(zone), allowed: 'a time zone such as Asia/Shanghai or UTC' }]
  }
}

type ConfigFile = { kind: 'file'; tree: Tree; path: string | null } | { kind: 'problem'; problem: ConfigProblem }

function readFile(cwd: string, asked: string | undefined): ConfigFile {
  const path = resolve(cwd, asked ?? DEFAULT_FILE)
  if (!existsSync(path)) {
    if (asked === undefined || asked === '') return { kind: 'file', tree: {}, path: null }
    return fileProblem(asked, 'no such file', 'the path of a JSON file')
  }
  try {
    const tree: unknown = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''))
    if (tree === null || typeof tree !== 'object' || Array.isArray(tree))
      return fileProblem(path, describe(tree), 'a JSON object')
    return { kind: 'file', tree: tree as Tree, path }
  } catch (error) {
    return fileProblem(path, error instanceof Error ? error.message : String(error), 'a readable JSON file')
  }
}

function fileProblem(path: string, found: string, allowed: string): ConfigFile {
  return { kind: 'problem', problem: { key: path, source: 'configuration file', found, allowed } }
}

function fromEnvironment(env: Readonly<Record<string, string | undefined>>): readonly Given[] {
  return listSettings().flatMap(({ key, env: name }) => {
    const value = name === null ? undefined : env[name]
    return name === null || value === undefined || value === '' || isInjected(name, value)
      ? []
      : [{ key, label: name, source: 'environment', value }]
  })
}

function fromFlags(flags: Readonly<Record<string, unknown>>): readonly Given[] {
  return Object.entries(flags)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ({ key, label: key, source: 'command line', value }))
}

/**
 * Kubernetes tells each container of every service in these variables; one that is called
 * `paperboy` or `paperboy-…` gives names that begin like ours. Its documentation: "Discovering services".
 */
function isInjected(name: string, value: string): boolean {
  if (/_SERVICE_(?:HOST|PORT(?:_[A-Z0-9_]+)?)$|_PORT_\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?$/.test(name)) return true
  return name.endsWith('_PORT') && /^(?:tcp|udp|sctp):\/\//.test(value)
}

function unknownVariables(env: Readonly<Record<string, string | undefined>>): readonly ConfigProblem[] {
  const known = new Set([FILE_VARIABLE, ...listSettings().map((setting) => setting.env)])
  return Object.entries(env)
    .filter(([name, value]) => name.startsWith('PAPERBOY_') && !known.has(name) && !isInjected(name, value ?? ''))
    .map(([name]) => ({
      key: name,
      source: 'environment',
      found: 'an unknown variable',
      allowed: nearest(name, [...known]),
    }))
}

function problemsOf(
  issue: { code: string; path: PropertyKey[]; message: string; keys?: string[] },
  tree: Tree,
  given: readonly Given[],
  file: string,
) {
  const path = issue.path.map(String)
  if (issue.code === 'unrecognized_keys' && issue.keys) return issue.keys.map((key) => unknownKey([...path, key], file))
  // What comes later wins, so that is what the tree keeps.
  const from = given.findLast(({ key }) => path.join('.').startsWith(key))
  return [
    {
      key: from?.label ?? path.join('.'),
      source: from?.source ?? file,
      found: isSecret(path.join('.')) ? describeSecret(getPath(tree, path)) : describe(getPath(tree, path) ?? from?.value),
      allowed: issue.message,
    },
  ]
}

function unknownKey(path: readonly string[], file: string): ConfigProblem {
  const keys = listSettings().map((setting) => setting.key)
  return { key: path.join('.'), source: file, found: 'an unknown key', allowed: nearest(path.join('.'), keys) }
}

/** The known names that begin most alike: a slip of the hand is usually in the end. */
function nearest(name: string, known: readonly (string | null)[]): string {
  const shared = (other: string) => [...other].findIndex((letter, index) => letter !== name[index]) >>> 0
  const names = known.filter((other) => other !== null)
  const best = names.toSorted(
    (a, b) => shared(b) - shared(a) || Math.abs(a.length - name.length) - Math.abs(b.length - name.length),
  )
  return `${best.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}`
}

function setPath(tree: Tree, path: readonly string[], value: unknown): void {
  const [head = '', ...rest] = path
  if (rest.length === 0) tree[head] = value
  else {
    const child = tree[head]
    const next: Tree = child !== null && typeof child === 'object' && !Array.isArray(child) ? (child as Tree) : {}
    tree[head] = next
    setPath(next, rest, value)
  }
}

function getPath(tree: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((node, key) => (node !== null && typeof node === 'object' ? (node as Tree)[key] : undefined), tree)
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}

/** Of an address its scheme, which is often what is wrong. */
function describeSecret(value: unknown): string {
  const scheme = typeof value === 'string' ? /^[a-z][a-z\d+.-]{0,20}:\/\//i.exec(value)?.[0] : undefined
  return scheme === undefined ? 'a value that is not repeated here' : `an address that begins with ${scheme}`
}

function deepFreeze<T>(value: T): T {
  if (value !== null && typeof value === 'object') for (const child of Object.values(value)) deepFreeze(child)
  return Object.freeze(value)
}
