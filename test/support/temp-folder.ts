import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Called when the test ends; tests that run at the same time each bring their own. */
export type AtEnd = (end: () => void | Promise<void>) => void

/** A folder of its own for one test, gone when the test ends. */
export function temporaryFolder(atEnd: AtEnd = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-test-'))
  atEnd(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
