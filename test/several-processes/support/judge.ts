// Whether what the sandbox has at the end is what people should read, and whether what it saw on the
// way is what it may see. Each function answers what is wrong.
import { expectedDays, expectedPapers, messagesIn, read } from '../../kill/support/channels.ts'
import type { Author } from './author.ts'
import type { Fault } from './faults.ts'
import type { Member } from './member.ts'
import { type NotedLease, shardHolder, termsAmong } from './noted-leases.ts'
import { MAX_ANSWER_MS } from './people.ts'
import type { SeenInteraction, Watched } from './watch.ts'
import type { ClusterWorld } from './world.ts'

/** Each paper once and in order in each channel, and each day's index. */
export function faultsOfPosts({ sandbox, servers }: ClusterWorld, { digests, takenOut }: Author): readonly string[] {
  const stays = (token: string) => !takenOut.has(token)
  return servers.flatMap(({ channel }) => {
    const { papers, days } = read(sandbox, channel.id)
    const [wantedPapers, wantedDays] = [expectedPapers(channel, digests), expectedDays(channel, digests)]
    return [
      ...differences(`${channel.name}, papers`, papers.filter(stays), wantedPapers.filter(stays)),
      ...differences(`${channel.name}, days`, days, wantedDays),
      // One that was taken out before it was posted does not come.
      ...repetitions(papers).map((token) => `${channel.name}: ${token} came more than once`),
    ]
  })
}

function differences(what: string, found: readonly string[], wanted: readonly string[]): readonly string[] {
  const at = wanted.findIndex((token, index) => found[index] !== token)
  if (at === -1 && found.length === wanted.length) return []
  const from = at === -1 ? wanted.length : at
  const shown = (tokens: readonly string[]) => tokens.slice(Math.max(0, from - 1), from + 5).join(' ') || 'nothing'
  return [`${what}: at ${from} of ${wanted.length} there is ${shown(found)}, not ${shown(wanted)}`]
}

const repetitions = (tokens: readonly string[]) => [...new Set(tokens.filter((token, index) => tokens.indexOf(token) !== index))]

/** What is shown is what the files say now. */
export function faultsOfCorrections({ sandbox, servers }: ClusterWorld, author: Author): readonly string[] {
  const editions = new Map<string, number>()
  const counts = new Map<string, number>()
  for (const digest of author.digests)
    for (const { token } of digest.papers) {
      counts.set(token, (counts.get(token) ?? 0) + 1)
      editions.set(token, author.editionOf(digest))
    }
  return servers.flatMap(({ channel }) =>
    messagesIn(sandbox, channel.id).flatMap(({ content, embeds }) => {
      const text = JSON.stringify([content, embeds])
      // Many papers are in a message of a compact layout, and without the sentence.
      const shown = /(?:Version|本文第)\s?(\d+)(?:版| of the text)/.exec(text)?.[1]
      const token = /K\d{4}/.exec(text)?.[0]
      if (token === undefined) return []
      if (author.takenOut.has(token))
        return text.includes('~~') ? [] : [`${channel.name}: ${token} was taken out and is not struck through`]
      if (shown === undefined || counts.get(token) !== 1) return []
      const wanted = editions.get(token)
      return Number(shown) === wanted ? [] : [`${channel.name}: ${token} shows edition ${shown}, its file has ${wanted}`]
    }),
  )
}

/** Who held which lease, and which process that was. */
interface Held {
  readonly leases: readonly NotedLease[]
  readonly members: Processes
}

type Processes = readonly Pick<Member, 'host' | 'pids'>[]

const HINDERS: readonly Fault['kind'][] = ['kill', 'pause', 'Discord cut', 'Discord silent']

/** Whether that process could not answer at some time while the person waited. */
const isHindered = (faults: readonly Fault[], host: string, { at }: SeenInteraction) =>
  faults.some(
    (fault) => fault.host === host && HINDERS.includes(fault.kind) && fault.from <= at + MAX_ANSWER_MS && fault.until >= at,
  )

export interface InteractionFigures {
  readonly answered: number
  /**
   * Without an answer, in the hands of a process that was killed, paused or cut off from Discord:
   * the one with the lease of the shard, or all that were connected to it.
   */
  readonly excused: number
  /**
   * What it was, and how long it took. One in the hands of a paused process takes as long as the
   * pause, and is left out.
   */
  readonly slowest: string
  readonly faults: readonly string[]
}

export function judgeInteractions(
  interactions: readonly SeenInteraction[],
  faults: readonly Fault[],
  { leases, members }: Held,
): InteractionFigures {
  const isExcused = (one: SeenInteraction) => {
    const holder = hostOf(members, shardHolder(leases, one.shard, one.at))
    return one.hosts.every((host) => isHindered(faults, host, one)) || (holder !== undefined && isHindered(faults, holder, one))
  }
  const answered = interactions.filter(({ answeredAfterMs }) => answeredAfterMs !== null)
  const unanswered = interactions.filter(({ answeredAfterMs }) => answeredAfterMs === null)
  const wrong = unanswered.filter((one) => !isExcused(one))
  return {
    answered: answered.length,
    excused: unanswered.length - wrong.length,
    slowest: slowestOf(answered.filter((one) => !isExcused(one))),
    faults: wrong.map(({ name, at, hosts, shard }) => {
      const holder = hostOf(members, shardHolder(leases, shard, at)) ?? 'nobody'
      const around = faults.filter(({ from, until }) => from <= at + MAX_ANSWER_MS && until + MAX_ANSWER_MS >= at)
      const shown = around.map(({ kind, host, from }) => `${kind} of ${host} ${at - from} ms before`).join(', ')
      return `${name} at ${new Date(at).toISOString()} (shard ${shard} of ${holder}, connected to ${hosts.join(' and ')}) has no answer; ${shown || 'no fault'}`
    }),
  }
}

function slowestOf(answered: readonly SeenInteraction[]): string {
  const [slowest] = [...answered].sort((a, b) => (b.answeredAfterMs ?? 0) - (a.answeredAfterMs ?? 0))
  return slowest === undefined ? 'none' : `${slowest.name.split(':')[0]}, ${slowest.answeredAfterMs} ms`
}

/** Of the process that names itself so. */
function hostOf(members: Processes, holder: string | undefined): string | undefined {
  const pid = Number(holder?.split(' ')[1])
  return members.find((member) => member.pids().includes(pid))?.host
}

/** What a process sent as a leader after the lease had passed to another. */
export function faultsOfLeaders(
  { leaderRequests }: Pick<Watched, 'leaderRequests'>,
  { leases, members }: Held,
): readonly string[] {
  const byHost = termsAmong(leases).map((term) => ({ ...term, host: hostOf(members, term.holder) }))
  const unknown = byHost
    .filter(({ host }) => host === undefined)
    .map(({ holder }) => `"${holder}" led, which is none of the processes`)
  const late = leaderRequests.flatMap(({ at, host, route }) => {
    const current = byHost.filter((term) => term.at <= at).at(-1)
    if (current === undefined) return [`${host}: ${route} before anybody led`]
    return current.host === host
      ? []
      : [`${host}: ${route} ${Math.round(at - current.at)} ms after ${current.host} began to lead`]
  })
  return [...unknown, ...late]
}
