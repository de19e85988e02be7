// The log as the rest of the program sees it: one port, so that a part needs neither pino nor a
// process to be tested. A pino logger fits it as it is.

export interface Log {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
