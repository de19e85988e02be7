// node-cron as an alarm clock: it wakes, and stored state decides what is due. A tick that is late
// or lost changes nothing.
import { type ScheduledTask, schedule } from 'node-cron'

export interface Ticker {
  stop(): Promise<void>
}

/** `cron` defaults to every minute: no slot is finer than that. */
export function startTicker(wake: () => void, cron = '* * * * *'): Ticker {
  const task: ScheduledTask = schedule(cron, wake, { timezone: 'UTC', suppressMissedWarning: true })
  return {
    async stop() {
      await task.destroy()
    },
  }
}
