// The process that reads the folder: what it answers, and what becomes of a read that never
// returns.
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { FoundFile } from '../../src/intake/files.ts'
import type { FolderFiles } from '../../src/intake/folder-files.ts'
import { createFolderProcess } from '../../src/intake/folder-process.ts'
import { buildBot } from '../support/process.ts'
import { temporaryFolder } from '../support/temp-folder.ts'

const MODULE = pathToFileURL(resolve(import.meta.dirname, '../../dist/folder-process.js'))

beforeAll(buildBot, 60_000)

function folderOf(parts: { silenceMs?: number } = {}): { folder: string; files: FolderFiles } {
  const folder = temporaryFolder()
  const files = createFolderProcess({ module: MODULE, folder, ...parts })
  onTestFinished(files.close)
  return { folder, files }
}

async function found(files: FolderFiles, path: string): Promise<FoundFile> {
  const [file] = await files.look([path])
  if (!file || 'reason' in file) throw new Error(`${path}: ${file?.reason ?? 'not there'}`)
  return file
}

describe('the process that reads the folder', () => {
  it('lists it, says what changed, and hands over the bytes of a file', async () => {
    const { folder, files } = folderOf()
    mkdirSync(join(folder, 'of-2025'))
    writeFileSync(join(folder, 'a.txt'), 'what a says')
    const first = await files.list()
    expect(first.paths).toEqual([join(folder, 'a.txt')])
    writeFileSync(join(folder, 'of-2025/b.txt'), '')
    const second = await files.list()
    expect(second.paths).toEqual([join(folder, 'a.txt'), join(folder, 'of-2025/b.txt')])
    expect(await files.list()).toBe(second)
    const content = await files.read(await found(files, join(folder, 'a.txt')))
    expect(content.kind === 'whole' && Buffer.from(content.bytes).toString()).toBe('what a says')
  })

  it('says that the folder is gone as the system says it', async () => {
    const { folder, files } = folderOf()
    rmSync(folder, { recursive: true })
    await expect(files.list()).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('leaves a file that does not answer, and reads the others', async () => {
    const { folder, files } = folderOf({ silenceMs: 1_000 })
    execFileSync('mkfifo', [join(folder, 'a.txt')])
    writeFileSync(join(folder, 'b.txt'), 'what b says')
    const pipe = { path: join(folder, 'a.txt'), size: 0, modifiedAt: new Date(0), print: 'any' }
    expect(await files.read(pipe)).toEqual({ kind: 'silent' })
    expect((await files.list()).paths).toEqual([join(folder, 'b.txt')])
    expect((await files.read(await found(files, join(folder, 'b.txt')))).kind).toBe('whole')
  })

  it('fails what is under way when it is closed', async () => {
    const { folder, files } = folderOf()
    execFileSync('mkfifo', [join(folder, 'a.txt')])
    const reading = files.read({ path: join(folder, 'a.txt'), size: 0, modifiedAt: new Date(0), print: 'any' })
    await expect(Promise.all([reading, files.list().then(files.close)])).rejects.toThrow('not read any more')
  })
})
