// What processes that share a database say to each other through it. A notice may be lost with the
// connection, so it only hurries what is looked for from time to time anyway.

export interface Notices {
  /**
   * To all other processes. False where it was lost. It never takes longer than some seconds, and
   * never throws.
   */
  send(text: string): Promise<boolean>
  /** With null it hears, maybe again: what was said before may have been lost. */
  listen(onNotice: (text: string | null) => void): Listening
}

export interface Listening {
  close(): Promise<void>
}

/** A server takes fewer than 8000 bytes. */
export const MAX_NOTICE_BYTES = 7_900
