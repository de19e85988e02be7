// The small words inside a family name ("van der Maaten", "bin Zayed") and behind a whole one
// ("Jr."), in one table: whoever splits, sorts, cites or searches a name must agree on them.

const PARTICLES = new Set('van von der den de del della di da dos das du la le el al bin ibn ben ter ten zu'.split(' '))
const SUFFIXES = new Set(['jr', 'sr', 'ii', 'iii', 'iv', 'phd'])

/** `word` as written; a particle that opens a sentence may have a capital. */
export const isParticle = (word: string): boolean => PARTICLES.has(word.toLowerCase())

/** `Jr.`, `III`, `PhD`. */
export const isSuffix = (word: string): boolean => SUFFIXES.has(word.toLowerCase().replace(/\.$/, ''))

/** The alternatives of a regular expression, the longest first. */
export const PARTICLE_PATTERN = [...PARTICLES].sort((a, b) => b.length - a.length).join('|')
