// Operators and their machine: the disk fills up, the folder and the gateway are away for some
// time, the archive is copied, and an older copy is put in its place.
import { GUILD } from '../discord/state.ts'
import type { Process } from './process.ts'
import { begin, type Surroundings, type Undoing } from './surroundings.ts'

export interface Operators {
  fillDisk(ms: number): void
  takeFolder(ms: number): void
  cutGateway(ms: number): void
  copy(): void
  /**
   * Only where no person was answered since the copy: what people asked for would be lost with
   * right.
   */
  restore(downMs: number): void
  /** The copy does not have what people ask for now. */
  forgetCopy(): void
}

export function createOperators(world: Surroundings, process: Process, undoing: Undoing): Operators {
  const { kernel, truth, history, folder, storage, trouble } = world
  let hasCopy = false
  let copiedAt = 0

  /** The bot cannot do its work until `mend` is called. */
  function hinder(ms: number, mend: () => void): void {
    const span = begin(world, truth.unable)
    undoing.afterwards(ms, () => {
      if (span.to !== Number.POSITIVE_INFINITY) return
      span.to = kernel.now()
      mend()
    })
  }

  return {
    fillDisk(ms) {
      trouble.isDiskFull = true
      history.note('the disk is full')
      hinder(ms, () => {
        trouble.isDiskFull = false
        history.note('the disk has room')
        process.busy()
      })
    },
    takeFolder(ms) {
      folder.setMissing(true)
      history.note('the folder of digests is away')
      hinder(ms, () => {
        folder.setMissing(false)
        history.note('the folder of digests is back')
        process.fileChanged()
      })
    },
    cutGateway(ms) {
      trouble.isGatewayAway = true
      history.note('the gateway is away')
      undoing.afterwards(ms, () => {
        if (!trouble.isGatewayAway) return
        trouble.isGatewayAway = false
        history.note('the gateway is back')
        process.tell({ guildId: GUILD })
      })
    },
    copy() {
      history.note('the archive is copied')
      storage.copy()
      hasCopy = process.pending() === 0
      copiedAt = kernel.now()
    },
    restore(downMs) {
      if (!hasCopy || process.pending() > 0 || !process.isRunning()) return
      history.note('an older copy of the archive is put in its place')
      process.end(downMs)
      storage.restore()
      truth.restores.push({ copiedAt, at: kernel.now() })
    },
    forgetCopy() {
      hasCopy = false
    },
  }
}
