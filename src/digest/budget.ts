// What reading one file may cost, over the whole tree of archives, mails and pages in it. A reader
// that goes beyond throws `OverLimit`, which becomes the one diagnostic of the file.
import type { Found } from '../diagnostics/index.ts'

export interface ReadLimits {
  /** Of one digest: a page without the pictures that it carries. */
  readonly textBytes: number
  /** Of everything that comes out of archives and mails. */
  readonly unpackedBytes: number
  readonly entries: number
  readonly ms: number
}

const MIB = 1024 * 1024

/**
 * What a text file from a known hand may have. The bot reads strangers' files within its settings.
 */
export const WIDE_LIMITS: ReadLimits = {
  textBytes: 64 * MIB,
  unpackedBytes: 128 * MIB,
  entries: 2000,
  ms: Number.POSITIVE_INFINITY,
}

export class OverLimit extends Error {
  override readonly name = 'OverLimit'
  readonly found: Exclude<Found, string>

  constructor(found: Exclude<Found, string>) {
    super(found.en)
    this.found = found
  }
}

export interface Budget {
  checkText(bytes: number): void
  spendBytes(bytes: number): void
  spendEntry(): void
  checkTime(): void
}

export function createBudget(limits: ReadLimits): Budget {
  const isTimed = limits.ms !== Number.POSITIVE_INFINITY
  const start = isTimed ? performance.now() : 0
  let bytes = 0
  let entries = 0
  return {
    checkText(size) {
      if (size > limits.textBytes) throw new OverLimit(overText(limits.textBytes))
    },
    spendBytes(size) {
      bytes += size
      if (bytes > limits.unpackedBytes) throw new OverLimit(overBytes(limits.unpackedBytes))
    },
    spendEntry() {
      entries++
      if (entries > limits.entries)
        throw new OverLimit({ en: `more than ${limits.entries} entries in all`, zh: `条目总数超过 ${limits.entries} 个` })
    },
    checkTime() {
      if (isTimed && performance.now() - start > limits.ms) throw new OverLimit(overTime(limits.ms))
    },
  }
}

const mebibytes = (bytes: number) => `${Math.round((bytes / MIB) * 100) / 100} MiB`

const overText = (bytes: number) => ({
  en: `a text of more than ${mebibytes(bytes)}`,
  zh: `文本超过 ${mebibytes(bytes)}`,
})

const overBytes = (bytes: number) => ({
  en: `a file that unpacks to more than ${mebibytes(bytes)} in all`,
  zh: `文件解压后总计超过 ${mebibytes(bytes)}`,
})

export const overTime = (ms: number) => ({
  en: `a file that takes more than ${ms / 1000} s to read`,
  zh: `读取文件超过 ${ms / 1000} 秒`,
})

export const overMemory = (mib: number) => ({
  en: `a file that takes more than ${mib} MiB of memory to read`,
  zh: `读取文件所需内存超过 ${mib} MiB`,
})
