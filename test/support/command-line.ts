// What a person types, run in this process: exit code and what the two streams got.
import { vi } from 'vitest'
import { runCli } from '../../src/cli.ts'

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** `data` is the folder of the archive. */
export async function paperboy(args: readonly string[], data?: string, env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  let out = ''
  let err = ''
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      out += String(chunk)
      return true
    }),
    vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
      err += String(chunk)
      return true
    }),
  ]
  if (data !== undefined) vi.stubEnv('PAPERBOY_DATA', data)
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  try {
    return { code: await runCli(args), out, err }
  } finally {
    for (const spy of spies) spy.mockRestore()
    vi.unstubAllEnvs()
  }
}

export function jsonLines(out: string): unknown[] {
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line))
}
