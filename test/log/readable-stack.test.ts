import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeError, readableStack } from '../../src/log/readable-stack.ts'

const folder = mkdtempSync(join(tmpdir(), 'paperboy-stack-'))
const built = join(folder, 'dist', 'main.js')
const SOURCE = `interface Reader { readonly name: string }

// The types are gone from what is built: its lines are others.
export function fail(reader: Reader): never {
  throw new Error(\`no paper for \${reader.name}\`)
}
`

beforeAll(async () => {
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  writeFileSync(join(folder, 'papers.ts'), SOURCE)
  await build({
    stdin: { contents: `export { fail } from './papers.ts'`, resolveDir: folder },
    outfile: built,
    bundle: true,
    format: 'esm',
    sourcemap: true,
    sourcesContent: false,
  })
})
afterAll(() => rmSync(folder, { recursive: true }))

/** As a process of its own has it: the test runner changes stacks. */
function thrownStack(): string {
  const program = `import { fail } from ${JSON.stringify(pathToFileURL(built).href)}
try { fail({ name: 'Ada' }) } catch (error) { process.stdout.write(error.stack) }`
  return execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
}

const frame = (line: number, column: number) => `    at fail (${pathToFileURL(built).href}:${line}:${column})`

describe('a stack', () => {
  it('names the line of the source that threw', () => {
    const stack = thrownStack()
    expect(stack).toContain(`${frame(3, 9)}\n`)
    expect(readableStack(stack)).toBe(stack.replace(frame(3, 9), '    at fail (papers.ts:5:9)'))
  })

  it('stays as it is where there is no map, or none that can be read', () => {
    const nowhere = `Error: x\n    at ${pathToFileURL(join(folder, 'other.js')).href}:1:2`
    expect(readableStack(nowhere)).toBe(nowhere)
    writeFileSync(join(folder, 'broken.js.map'), '{"version":3,')
    const broken = `Error: x\n    at ${pathToFileURL(join(folder, 'broken.js')).href}:1:2`
    expect(readableStack(broken)).toBe(broken)
  })

  it('leaves the message alone, whatever place it names', () => {
    const message = `Error: ${pathToFileURL(built).href}:3:9`
    expect(readableStack(`${message}\n${frame(3, 9)}`)).toBe(`${message}\n    at fail (papers.ts:5:9)`)
  })
})

describe('an error in words', () => {
  it('ends with what caused it', () => {
    const cause = Object.assign(new TypeError('the shelf is empty'), { stack: `TypeError: the shelf is empty\n${frame(3, 9)}` })
    const error = Object.assign(new Error('no paper', { cause }), { stack: `Error: no paper\n${frame(3, 9)}` })
    const place = '    at fail (papers.ts:5:9)'
    expect(describeError(error)).toBe(`Error: no paper\n${place}\n  caused by: TypeError: the shelf is empty\n${place}`)
  })

  it('is what was thrown where that is not an error', () => {
    expect(describeError('no reason')).toBe('no reason')
  })
})
