// Files whose reading went beyond a limit.
import { expect, it, onTestFinished } from 'vitest'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { createOverrunFiles } from '../../src/intake/overrun-files.ts'
import { describeStorages, type Storage } from './storages.ts'

async function open(storage: Storage) {
  const database = await storage.open()
  onTestFinished(() => database.close())
  return createOverrunFiles(database, () => 1_700_000_000_000)
}

const found = (message: string): Diagnostic => ({
  severity: 'error',
  code: 'file/limit',
  span: { line: 1, column: 1, endColumn: 2 },
  found: 'a character 0: \0',
  message,
})

describeStorages('the files that went beyond a limit', (storage) => {
  it('are known by their content and the limits, with what was found', async () => {
    const files = await open(storage)
    await files.remember('a', '10 s', found('too slow'))
    expect(await files.find('a', '10 s')).toEqual(found('too slow'))
    expect(await files.find('a', '20 s')).toBeNull()
    expect(await files.find('b', '10 s')).toBeNull()
  })

  it('are known under the limits of their last reading alone', async () => {
    const files = await open(storage)
    await files.remember('a', '10 s', found('too slow'))
    await files.remember('a', '20 s', found('still too slow'))
    expect(await files.find('a', '10 s')).toBeNull()
    expect(await files.find('a', '20 s')).toEqual(found('still too slow'))
  })
})
