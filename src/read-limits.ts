// What reading a file may cost, as the settings say.
import type { Config } from '../config/schema.ts'
import type { ReadLimits } from './digest/index.ts'

const MIB = 1024 * 1024

export function readLimits({ digests }: Config): { readonly limits: ReadLimits; readonly maxMemoryMiB: number } {
  const limits = {
    textBytes: digests.maxTextMiB * MIB,
    unpackedBytes: digests.maxUnpackedMiB * MIB,
    entries: digests.maxEntries,
    ms: digests.maxSeconds * 1000,
  }
  return { limits, maxMemoryMiB: digests.maxMemoryMiB }
}
