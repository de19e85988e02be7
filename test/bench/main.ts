// `npm run bench [-- name … [--option …]]`: speed and memory with the limit beside each figure. Ends with 1 where a limit is not kept.
// `--child name args` is how it runs a part of a measurement in a fresh process.
import { fork } from 'node:child_process'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Bench, Figure, RunChild } from './bench.ts'
import { BENCHES } from './index.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

function childOf(name: string, bench: Bench): RunChild {
  return <Result>(...args: readonly string[]) =>
    new Promise<Result>((resolve, reject) => {
      const child = fork(fileURLToPath(import.meta.url), ['--child', name, ...args], {
        execArgv: ['--expose-gc', ...(bench.nodeArgs ?? [])],
        serialization: 'advanced',
      })
      let answer: { result: Result } | null = null
      child.on('message', (message) => {
        answer = message as { result: Result }
      })
      child.on('error', reject)
      child.on('exit', (code, signal) => {
        if (answer !== null) resolve(answer.result)
        else reject(new Error(`${name} ${args.join(' ')} ended with ${signal ?? `code ${code}`} and no result`))
      })
    })
}

const isKept = ({ value, limit }: Figure) =>
  limit === null || ('atMost' in limit ? value <= limit.atMost : value >= limit.atLeast)
const number = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(Math.abs(value) < 10 ? 3 : 1))

function row(figure: Figure): readonly string[] {
  const { what, value, unit, limit } = figure
  const bound = limit === null ? '' : 'atMost' in limit ? `≤ ${number(limit.atMost)}` : `≥ ${number(limit.atLeast)}`
  return [what, `${number(value)} ${unit}`, bound, limit === null ? '' : isKept(figure) ? 'kept' : 'MISSED']
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)))
  return rows
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

async function runChild(name: string, args: readonly string[]): Promise<void> {
  const bench = await BENCHES[name]?.()
  if (bench?.child === undefined) throw new Error(`${name} has no child`)
  const result = await bench.child(...args)
  process.send?.({ result }, () => process.exit(0))
}

async function run(args: readonly string[]): Promise<void> {
  const end = args.findIndex((arg) => arg.startsWith('--'))
  const names = end < 0 ? args : args.slice(0, end)
  const known = Object.keys(BENCHES)
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined) throw new Error(`There is no measurement ${unknown}; there are: ${known.join(', ')}`)
  say(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}\n`)
  for (const [name, load] of Object.entries(BENCHES)) {
    if (names.length > 0 && !names.includes(name)) continue
    const bench = await load()
    const figures = await bench.measure(childOf(name, bench), args.slice(names.length))
    say(`${name}\n${table([['what', 'measured', 'limit', ''], ...figures.map(row)])}\n`)
    if (!figures.every(isKept)) process.exitCode = 1
  }
}

const [first, child = '', ...rest] = process.argv.slice(2)
await (first === '--child' ? runChild(child, rest) : run(process.argv.slice(2)))
