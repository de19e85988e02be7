// The log: one line an event on standard error, for people on a terminal and as JSON elsewhere.
import { type LoggerOptions, pino } from 'pino'
import pretty from 'pino-pretty'
import { terminalLine, terminalText } from '../text/terminal.ts'
import type { Log } from './log.ts'
import { readableStack } from './readable-stack.ts'

export interface LogSettings {
  readonly level: string
  readonly format: 'auto' | 'json' | 'pretty'
}

function writeError(error: Error) {
  const written = pino.stdSerializers.err(error)
  return { ...written, stack: readableStack(String(written.stack)) }
}

/** On a terminal, what strangers wrote into titles and names of files must not act. */
const withoutControls: LoggerOptions = {
  hooks: {
    logMethod(args, method) {
      const clean = args.map((arg) => (typeof arg === 'string' ? terminalLine(arg) : arg))
      method.apply(this, clean as Parameters<typeof method>)
    },
  },
  formatters: {
    log: (fields) =>
      Object.fromEntries(
        Object.entries(fields).map(([key, value]) => [key, typeof value === 'string' ? terminalLine(value) : value]),
      ),
  },
  serializers: {
    err(error: unknown) {
      if (!(error instanceof Error)) return terminalLine(String(error))
      const { message, stack, ...rest } = writeError(error)
      return { ...rest, message: terminalLine(message), stack: terminalText(stack) }
    },
  },
}

export function createLog(settings: LogSettings, onTerminal: boolean): Log {
  const options = { level: settings.level, base: null, redact: ['token', '*.token'] }
  const asJson = settings.format === 'json' || (settings.format === 'auto' && !onTerminal)
  const serializers = { err: (error: unknown) => (error instanceof Error ? writeError(error) : error) }
  if (asJson) return pino({ ...options, serializers }, pino.destination({ fd: 2, sync: true }))
  return pino(
    { ...options, ...withoutControls },
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
