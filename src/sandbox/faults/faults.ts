// Faults by script: what the network and a troubled Discord do to a bot, at will.
import { z } from 'zod'
import { type Clock, MAX_WAIT_MS } from '../clock.ts'
import { unionOfKinds } from '../control/kinds.ts'
import { isErrorCode } from '../errors.ts'
import type { Feed } from '../feed.ts'

const common = {
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional(),
  /** A route's name, `*` at its end for the rest. */
  route: z.string().optional(),
  count: z.number().int().min(0).default(1),
  probability: z.number().min(0).max(1).default(1),
}
const requestKinds = [
  z.object({
    kind: z.literal('rate-limit'),
    ...common,
    scope: z.enum(['user', 'global', 'shared']).default('user'),
    retry_after: z.number().min(0).default(1),
  }),
  z.object({ kind: z.literal('rate-limit-bare'), ...common, html: z.boolean().default(false) }),
  z.object({
    kind: z.literal('server-error'),
    ...common,
    status: z.literal([500, 502, 503, 504]).default(500),
    html: z.boolean().default(false),
  }),
  z.object({ kind: z.literal('forbidden-page'), ...common }),
  z.object({ kind: z.literal('lost-answer'), ...common }),
  z.object({ kind: z.literal('cut'), ...common }),
  z.object({ kind: z.literal('slow'), ...common, ms: z.number().min(0).max(MAX_WAIT_MS).default(1_000) }),
  z.object({
    kind: z.literal('refuse'),
    ...common,
    code: z.number().int().refine(isErrorCode, 'a code that the sandbox does not know'),
  }),
] as const
const every = { every_ms: z.number().int().min(50).max(MAX_WAIT_MS).optional() }
const gatewayKinds = [
  z.object({ kind: z.literal('gateway-reconnect'), ...every }),
  z.object({ kind: z.literal('gateway-invalid-session'), ...every, resumable: z.boolean().default(false) }),
  z.object({ kind: z.literal('gateway-close'), ...every, code: z.number().int().min(1_000).max(4_999).default(4_000) }),
  z.object({ kind: z.literal('gateway-cut'), ...every }),
  z.object({ kind: z.literal('gateway-heartbeat'), ...every }),
  z.object({ kind: z.literal('gateway-silent'), ...every }),
] as const

export const faultShape = unionOfKinds([...requestKinds, ...gatewayKinds])
export type FaultInput = z.input<typeof faultShape>
export type RequestFault = z.infer<(typeof requestKinds)[number]>
export type GatewayFault = z.infer<(typeof gatewayKinds)[number]>
export type Fault = (RequestFault | GatewayFault) & { readonly id: number; hits: number }

export interface Faults {
  add(input: FaultInput): Fault
  remove(id: number): boolean
  clear(): void
  list(): Fault[]
  /** The fault that strikes this request, if any; it is used up by one. */
  strike(route: string, method: string): (RequestFault & { id: number }) | undefined
}

export interface FaultParts {
  readonly feed: Feed
  readonly clock: Clock
  readonly gateway: (fault: GatewayFault) => void
  readonly random?: () => number
}

const isGateway = (fault: RequestFault | GatewayFault): fault is GatewayFault => fault.kind.startsWith('gateway-')

function matches(fault: RequestFault, route: string, method: string): boolean {
  if (fault.method !== undefined && fault.method !== method) return false
  if (fault.route === undefined) return true
  const wanted = fault.route.includes(' ') ? fault.route : `${method} ${fault.route}`
  return wanted.endsWith('*') ? route.startsWith(wanted.slice(0, -1)) : route === wanted
}

export function createFaults({ feed, gateway, random = Math.random }: FaultParts): Faults {
  const faults = new Map<number, Fault>()
  const timers = new Map<number, NodeJS.Timeout>()
  let last = 0
  const tell = () => feed.tell({ kind: 'faults' })

  function remove(id: number): boolean {
    clearInterval(timers.get(id))
    timers.delete(id)
    const known = faults.delete(id)
    if (known) tell()
    return known
  }

  function startGateway(fault: Fault & GatewayFault): void {
    const act = () => {
      fault.hits += 1
      gateway(fault)
      tell()
    }
    if (fault.every_ms !== undefined) {
      faults.set(fault.id, fault)
      timers.set(fault.id, setInterval(act, fault.every_ms).unref())
    } else act()
  }

  return {
    add(input) {
      const fault: Fault = { ...faultShape.parse(input), id: ++last, hits: 0 }
      if (isGateway(fault)) startGateway(fault as Fault & GatewayFault)
      else faults.set(fault.id, fault)
      tell()
      return fault
    },
    remove,
    clear() {
      for (const id of [...faults.keys()]) remove(id)
    },
    list: () => [...faults.values()],
    strike(route, method) {
      for (const fault of faults.values()) {
        if (isGateway(fault) || !matches(fault, route, method) || random() >= fault.probability) continue
        fault.hits += 1
        if (fault.count > 0 && fault.hits >= fault.count) faults.delete(fault.id)
        tell()
        return fault
      }
      return undefined
    },
  }
}
