// In the place of node:crypto where ids are made by chance: the seed makes them.
import { createRandom, type Random } from '../kernel/random.ts'

export { createHash } from 'node:crypto'

let random: Random = createRandom('')

export function seedCrypto(from: Random): void {
  random = from
}

export function randomBytes(length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => random.int(0, 255)))
}
