// The log: one line an event on standard error, for people on a terminal and as JSON elsewhere.
import { pino } from 'pino'
import pretty from 'pino-pretty'
import type { Log } from './log.ts'

export interface LogSettings {
  readonly level: string
  readonly format: 'auto' | 'json' | 'pretty'
}

export function createLog(settings: LogSettings, onTerminal: boolean): Log {
  const options = { level: settings.level, base: null, redact: ['token', '*.token'] }
  const asJson = settings.format === 'json' || (settings.format === 'auto' && !onTerminal)
  if (asJson) return pino(options, pino.destination({ fd: 2, sync: true }))
  return pino(
    options,
    pretty({
      destination: 2,
      sync: true,
      colorize: onTerminal,
      translateTime: 'SYS:HH:MM:ss',
      ignore: 'pid,hostname',
      singleLine: true,
    }),
  )
}
