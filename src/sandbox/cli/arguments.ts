// The words of the command line; what is wrong with them is said in one line each.
import { parseArgs } from 'node:util'
import type { Limits, SandboxOptions } from '../sandbox.ts'
import { INTENT_NAMES, type IntentName, isPrivileged } from '../seed/intents.ts'
import { readSeed, SeedError } from '../seed/read.ts'
import type { Seed } from '../seed/schema.ts'
import type { Recording } from '../testing/recording.ts'
import { readSession, SessionFileError } from './session-file.ts'

export const DEFAULT_PORT = 3210

export const USAGE = `A local Discord for bots under test: REST API, gateway and a page, on this machine alone.

Usage: discord-sandbox [options]

  --port N         where to listen (${DEFAULT_PORT}); 0 takes any free port
  --host ADDRESS   the address to listen on (127.0.0.1)
  --seed FILE      the servers, people and applications of a fresh world, as JSON
  --state FILE     keep the world in this file, so that it is there again after a restart
  --intents LIST   privileged intents to switch on: all, none, or names with commas
                   (GUILD_MEMBERS, GUILD_PRESENCES, MESSAGE_CONTENT); left out: what the seed says
  --limits NAME    rate limits: discord (default), relaxed or off
  --shards N       how many shards are recommended; left out: one for each thousand servers
  --max-concurrency N
                   how many shards may identify at once (1)
  --record FILE    write what people do and what the bot answers into this file at the end
  --replay FILE    play such a file to the bot that connects, and stop: with 1 where it answers otherwise
  --json           print what was opened as one line of JSON
  --version        print the version
  --help           print this
`

export interface Wish {
  readonly options: SandboxOptions & { readonly port: number }
  readonly json: boolean
  readonly record: string | undefined
  /** Read already. */
  readonly replay: Recording | undefined
}
export type Parsed =
  | { readonly kind: 'run'; readonly wish: Wish }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'wrong'; readonly why: string }

class WrongArgument extends Error {}

function portOf(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new WrongArgument(`--port takes a number from 0 to 65535, not "${text}"`)
  return port
}

function countOf(option: string, text: string): number {
  const count = Number(text)
  if (!/^\d+$/.test(text) || count < 1 || count > 10_000)
    throw new WrongArgument(`${option} takes a number from 1 to 10000, not "${text}"`)
  return count
}

const LIMITS = ['discord', 'relaxed', 'off'] as const
function limitsOf(text: string): Limits {
  const found = LIMITS.find((name) => name === text)
  if (found === undefined) throw new WrongArgument(`--limits takes ${LIMITS.join(', ')}, not "${text}"`)
  return found
}

/** `message_content`, `MessageContent` and `MESSAGE_CONTENT` are the same intent. */
function intentsOf(text: string): 'all' | IntentName[] {
  if (text === 'all') return 'all'
  if (text === 'none') return []
  const plain = (name: string) => name.replaceAll('_', '').toLowerCase()
  return text.split(',').map((each) => {
    const found = INTENT_NAMES.find((name) => plain(name) === plain(each.trim()))
    if (found !== undefined) return found
    const privileged = INTENT_NAMES.filter(isPrivileged)
    throw new WrongArgument(
      `--intents: "${each.trim()}" is not an intent of Discord; give all, none, or any of ${privileged.join(', ')}`,
    )
  })
}

const withIntents = (seed: Seed, intents: 'all' | IntentName[] | undefined): Seed =>
  intents === undefined ? seed : { ...seed, applications: seed.applications.map((each) => ({ ...each, intents })) }

const CONFIG = {
  port: { type: 'string' },
  host: { type: 'string' },
  seed: { type: 'string' },
  state: { type: 'string' },
  intents: { type: 'string' },
  limits: { type: 'string' },
  shards: { type: 'string' },
  'max-concurrency': { type: 'string' },
  record: { type: 'string' },
  replay: { type: 'string' },
  json: { type: 'boolean' },
  version: { type: 'boolean', short: 'v' },
  help: { type: 'boolean', short: 'h' },
} as const

/** `usual` is the world that is taken where no seed is named. */
export function parseArguments(words: readonly string[], usual: Seed): Parsed {
  try {
    const { values } = parseArgs({ args: [...words], options: CONFIG })
    if (values.help) return { kind: 'help' }
    if (values.version) return { kind: 'version' }
    const replay = values.replay === undefined ? undefined : readSession(values.replay)
    const seed = withIntents(
      values.seed === undefined ? usual : readSeed(values.seed),
      values.intents === undefined ? undefined : intentsOf(values.intents),
    )
    const options = {
      port: values.port === undefined ? DEFAULT_PORT : portOf(values.port),
      seed,
      limits: values.limits === undefined ? ('discord' as const) : limitsOf(values.limits),
      ...(values.shards !== undefined && { shards: countOf('--shards', values.shards) }),
      ...(values['max-concurrency'] !== undefined && {
        maxConcurrency: countOf('--max-concurrency', values['max-concurrency']),
      }),
      ...(values.host !== undefined && { host: values.host }),
      ...(values.state !== undefined && { statePath: values.state }),
    }
    return { kind: 'run', wish: { options, json: values.json ?? false, record: values.record, replay } }
  } catch (error) {
    if (error instanceof SeedError || error instanceof SessionFileError) return { kind: 'wrong', why: error.message }
    if (error instanceof WrongArgument) return { kind: 'wrong', why: `${error.message}.` }
    if ((error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS'))
      return {
        kind: 'wrong',
        why: `${(error as Error).message.split('. To specify')[0]}.\nRun discord-sandbox --help for the options.`,
      }
    throw error
  }
}
