export const chromiumPath: string | undefined
export const SKIPPED: string
