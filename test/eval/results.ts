// What a run found out about one engine.
import type { Asked } from './score.ts'

export interface EngineResult {
  readonly id: string
  readonly name: string
  readonly how: string
  readonly onDisk: boolean
  /** By set. */
  readonly asked: readonly Asked[]
  readonly byHand: readonly Asked[]
  /**
   * Words that stand in a large part of the papers; they ask for no paper in particular, so only
   * the time counts.
   */
  readonly common: readonly Asked[]
  /** The first draws, fitting other papers or not; asked of Paperboy alone. */
  readonly asDrawn: readonly Asked[]
  readonly buildSeconds: number
  readonly openMs: number
  readonly bytes: number | null
  readonly memoryMb: number
  readonly reused: boolean
}
