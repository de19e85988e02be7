// Moments as Discord shows them to each reader: in the reader's own time zone and language. All take ms.

const seconds = (at: number) => Math.floor(at / 1000)

/** Day and time. */
export const moment = (at: number) => `<t:${seconds(at)}:f>`

/** "in two hours", "three days ago". */
export const relative = (at: number) => `<t:${seconds(at)}:R>`
