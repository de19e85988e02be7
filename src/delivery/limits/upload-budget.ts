// How many bytes may be uploaded at a time: each is held in memory until its request is answered.

export interface UploadBudget {
  /**
   * Waits for room, runs, and gives the bytes back whatever happens. What is larger than all goes
   * alone.
   */
  withUpload<T>(bytes: number, run: () => Promise<T>): Promise<T>
}

export function createUploadBudget(maxBytes: number): UploadBudget {
  let held = 0
  const waiting: { readonly bytes: number; readonly start: () => void }[] = []

  const fits = (bytes: number) => held === 0 || held + bytes <= maxBytes

  function startNext(): void {
    for (let next = waiting[0]; next !== undefined && fits(next.bytes); next = waiting[0]) {
      waiting.shift()
      held += next.bytes
      next.start()
    }
  }

  async function acquire(bytes: number): Promise<void> {
    await new Promise<void>((start) => {
      waiting.push({ bytes, start })
      startNext()
    })
  }

  return {
    async withUpload(bytes, run) {
      if (bytes === 0) return await run()
      await acquire(bytes)
      try {
        return await run()
      } finally {
        held -= bytes
        startNext()
      }
    },
  }
}
