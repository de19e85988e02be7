// In the place of src/threads/yield.ts: to let others go first is a turn of the simulation.
import { currentKernel } from '../kernel/virtual-globals.ts'

export const yieldToEventLoop = async (): Promise<void> => await currentKernel().turn()

export const createYielder = (): (() => Promise<void>) => async () => {}
