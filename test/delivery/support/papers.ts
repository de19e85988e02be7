import type { MadePaper } from './archive.ts'

export const featured = (...ids: string[]): MadePaper[] => ids.map((id) => ({ id }))
export const brief = (...ids: string[]): MadePaper[] => ids.map((id) => ({ id, section: 'brief' }))
