// What happened, as lines that a person can read: what people and the world did, each request with
// what came of it.
import type { Fault } from '../discord/faults.ts'
import type { Reply, Request } from '../discord/routes.ts'
import type { DiscordState } from '../discord/state.ts'

export interface History {
  note(text: string): void
  /** Answers the line of the request, for its answer. */
  request(number: number, request: Request, state: DiscordState): number
  answer(line: number, reply: Reply, fault: Fault | null): void
  lines(): readonly string[]
}

const TOKEN = /K\d{4}(?:r\d+)?/g

/** Papers that a text shows. */
export const tokensIn = (text: string): readonly string[] => [...new Set(text.match(TOKEN) ?? [])]

export function createHistory(now: () => number, start: number): History {
  const lines: string[] = []
  const time = () => {
    const ms = now() - start
    const seconds = Math.floor(ms / 1000)
    const two = (value: number) => String(value).padStart(2, '0')
    const day = Math.floor(seconds / 86_400)
    const clock = `${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
    return `${day > 0 ? `${day}d ` : ''}${clock}.${String(ms % 1000).padStart(3, '0')}`
  }
  return {
    note(text) {
      lines.push(`${time()}  ${text}`)
    },
    request(number, { method, path, body }, state) {
      const named = path.replace(/\d{17,20}/, (id) => {
        const channel = state.channels.get(id)
        if (channel === undefined) return id
        const parent = channel.parentId === null ? '' : `${state.channels.get(channel.parentId)?.name ?? ''}/`
        return `${parent}${channel.name.slice(0, 30)}`
      })
      const shows = tokensIn(JSON.stringify(body)).join(' ')
      lines.push(`${time()}    request ${number}: ${method} ${named}${shows === '' ? '' : ` [${shows}]`}`)
      return lines.length - 1
    },
    answer(line, reply, fault) {
      const code = (reply.body as { code?: number } | null)?.code
      const done = reply.status === 0 ? 'not done' : `${reply.status}${code === undefined ? '' : ` (${code})`}`
      lines[line] += ` → ${done}${fault === null ? '' : `, ${JSON.stringify(fault)}`}`
    },
    lines: () => lines,
  }
}
