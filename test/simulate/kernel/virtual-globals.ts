// The names under which programs ask for time, given to the running simulation: also discord.js, of
// which no import can be replaced, lives in virtual time.
import type { Kernel } from './kernel.ts'
import './real-timers.ts'

let current: Kernel | null = null

/** Null: time is not asked for, such as while modules load. */
export function useKernel(kernel: Kernel | null): void {
  current = kernel
}

export const isSimulating = (): boolean => current !== null

export function currentKernel(): Kernel {
  if (current === null) throw new Error('no simulation is running')
  return current
}

const RealDate = Date
const nowOrStart = () => current?.now() ?? 0

class VirtualDate extends RealDate {
  constructor(...parts: readonly unknown[]) {
    if (parts.length === 0) super(nowOrStart())
    else super(...(parts as [number]))
  }
  static override now(): number {
    return nowOrStart()
  }
}

interface VirtualTimer {
  cancel(): void
  ref(): VirtualTimer
  unref(): VirtualTimer
  hasRef(): boolean
}

function timer(start: (self: { cancel: () => void }) => void): VirtualTimer {
  const made: VirtualTimer = { cancel: () => {}, ref: () => made, unref: () => made, hasRef: () => false }
  start(made)
  return made
}

function startTimeout(call: (...values: unknown[]) => void, ms = 0, ...values: unknown[]): VirtualTimer {
  return timer((self) => {
    self.cancel = currentKernel().after(ms, () => call(...values), 'bot')
  })
}

function startInterval(call: (...values: unknown[]) => void, ms = 0, ...values: unknown[]): VirtualTimer {
  return timer((self) => {
    const again = () => {
      self.cancel = currentKernel().after(
        Math.max(1, ms),
        () => {
          again()
          call(...values)
        },
        'bot',
      )
    }
    again()
  })
}

const clear = (timer: VirtualTimer | undefined) => timer?.cancel()

export function installVirtualGlobals(): void {
  Object.assign(globalThis, {
    Date: VirtualDate,
    setTimeout: startTimeout,
    setInterval: startInterval,
    clearTimeout: clear,
    clearInterval: clear,
  })
}
