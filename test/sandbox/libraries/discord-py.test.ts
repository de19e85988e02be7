// discord.py against the sandbox, where a Python that has it is at hand (Debian: python3-discord):
// zlib-stream, 64-bit integers,
// `with_response=1` and forms come from there as from no JavaScript library.
import { execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
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

it.runIf(python)(
  'a bot of discord.py that is not changed runs by the lines of the README',
  async () => {
    const { sandbox } = await openYard()
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-py-'))
    onTestFinished(() => {
      rmSync(folder, { recursive: true, force: true })
      return sandbox.stop()
    })
    const readme = readFileSync(resolve(import.meta.dirname, '../../../src/sandbox/README.md'), 'utf8')
    const lines = [...readme.matchAll(/```python\n(.*?)```/gs)].map(([, code]) => code).join('')
    writeFileSync(join(folder, 'sandbox.py'), lines.replaceAll('3210', String(sandbox.port)))
    writeFileSync(
      join(folder, 'bot.py'),
      `import discord, sys
from greeting import GREETING
client = discord.Client(intents=discord.Intents.default())
@client.event
async def on_ready():
    print(GREETING, client.user.name, sys.argv[1])
    await client.close()
client.run('${sandbox.token}', log_handler=None)
`,
    )
    writeFileSync(join(folder, 'greeting.py'), "GREETING = 'Ready:'\n")
    const { stdout } = await promisify(execFile)(python ?? '', ['sandbox.py', 'bot.py', 'now'], { cwd: folder })
    expect(stdout).toBe('Ready: Tester now\n')
  },
  60_000,
)
