// Wording of the commands that change or keep something.

export const WRITING = {} as const
