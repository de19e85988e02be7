// discord.py against the sandbox, where a Python that has it is at hand (Debian: python3-discord):
// zlib-stream, 64-bit integers,
// `with_response=1` and forms come from there as from no JavaScript library.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import { openYard } from './support.ts'

const PYTHONS = [process.env.PYTHON, '/usr/bin/python3', 'python3'].filter((each) => each !== undefined)

function hasDiscord(python: string): boolean {
  try {
    execFileSync(python, ['-c', 'import discord'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const python = PYTHONS.find(hasDiscord)
if (!python) console.info('discord.py skipped: no python3 has it (Debian: apt-get install python3-discord)')

it.runIf(python)(
  'discord.py does what its guide does',
  async () => {
    const { sandbox } = await openYard()
    onTestFinished(() => sandbox.stop())
    const child = spawn(python ?? '', [join(import.meta.dirname, 'discord_bot.py')], {
      env: { ...process.env, SANDBOX: sandbox.url.replace(/\/$/, ''), TOKEN: sandbox.token },
    })
    const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
    expect(
      out.split('\n').filter((line) => !line.startsWith('ok') && line !== ''),
      err,
    ).toEqual([])
    expect(code, err).toBe(0)
  },
  60_000,
)
