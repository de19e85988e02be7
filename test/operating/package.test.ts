// The package as strangers get it: packed, installed from the tarball as the image installs it, and
// run as another user, as the first process, with a root that cannot be written and one volume.
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { buildBot } from '../support/process.ts'
import { SEED, startSandbox } from '../support/sandbox.ts'
import { until } from '../support/until.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const USER = 65_534
const ISOLATE = ['--mount', '--pid', '--fork', '--kill-child', 'sh', '-c']
/** Only the volume stays writable; then the rights of root are given up. */
const ENTER = `mount --make-rprivate / && mount --bind "$VOLUME" "$VOLUME" && mount -o remount,bind,ro / && cd "$VOLUME" &&
  exec setpriv --reuid=${USER} --regid=${USER} --clear-groups --no-new-privs --bounding-set=-all --`

const isPossible =
  process.getuid?.() === 0 &&
  spawnSync('unshare', [...ISOLATE, `${ENTER} "${process.execPath}" -e ''`], { env: { ...process.env, VOLUME: tmpdir() } })
    .status === 0
if (!isPossible) console.info('The package is not tried as another user: that takes root and the right to mount')

interface Run {
  readonly child: ChildProcess
  readonly text: () => string
  readonly ended: Promise<number | null>
}

describe.skipIf(!isPossible)('the package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-package-'))
  const main = join(folder, 'lib/node_modules/paperboy/dist/main.js')

  beforeAll(() => {
    chmodSync(folder, 0o755)
    buildBot()
    const npm = (...args: string[]) =>
      execFileSync('npm', args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' })
    const packed = npm('pack', '--ignore-scripts', '--pack-destination', folder).trim().split('\n').at(-1) ?? ''
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline']
    npm('install', '--global', '--prefix', folder, ...quiet, join(folder, packed))
  }, 180_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  function volume(): string {
    const path = mkdtempSync(join(folder, 'volume-'))
    chownSync(path, USER, USER)
    return path
  }

  function run(command: string, path: string, env: Readonly<Record<string, string>> = {}): Run {
    const child = spawn('unshare', [...ISOLATE, `${ENTER} ${command}`], {
      env: { PATH: `${join(folder, 'bin')}:${process.env.PATH ?? ''}`, HOME: '/nonexistent', VOLUME: path, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    let text = ''
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    return { child, text: () => text, ended: new Promise((end) => child.on('exit', (code) => end(code))) }
  }

  /** The first process of the new space: the only child of the one that made it. */
  function firstProcess({ child }: Run): number {
    return Number(readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim())
  }

  const node = `"${process.execPath}"`

  it('cannot write anywhere but to its volume there', async () => {
    const path = volume()
    const probe = `const { writeFileSync: w } = require('node:fs'); w('inside', ''); for (const at of ['/tmp/outside', '${main}'])
      try { w(at, ''); console.log('wrote ' + at) } catch ({ code }) { console.log(code) }; console.log(process.getuid(), process.pid)`
    const { text, ended } = run(`${node} -e "${probe.replaceAll('\n', ' ')}"`, path)
    expect(await ended).toBe(0)
    expect(text().trim().split('\n')).toEqual(['EROFS', 'EROFS', `${USER} 1`])
  })

  it('runs with what the image sets, is healthy, posts, and ends on SIGTERM as the first process', async () => {
    const sandbox = await startSandbox({ limits: 'off' })
    onTestFinished(sandbox.stop)
    const path = volume()
    mkdirSync(join(path, 'digests'))
    cpSync(join(ROOT, 'digests/2025-01-06.txt'), join(path, 'digests/2025-01-06.txt'))
    const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
    const set = Object.fromEntries(
      [...dockerfile.matchAll(/\b(PAPERBOY_[A-Z_]+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]),
    )
    const bot = run(`${node} "${main}" start`, path, {
      ...Object.fromEntries(Object.entries(set).map(([name, value]) => [name, value.replace(/^\/data/, path)])),
      PAPERBOY_HEALTH_PORT: '0',
      PAPERBOY_CONFIG: join(ROOT, 'test/operating/everything.json'),
      DISCORD_TOKEN: sandbox.token,
      DISCORD_API: sandbox.apiUrl,
    })
    const posted = () => sandbox.control.messages(SEED.papers, { limit: 100 }).messages.length
    await until(() => posted() > 2, `the samples to be posted:\n${bot.text()}`, 60_000)
    const port = /"port":(\d+)/.exec(bot.text())?.[1] ?? ''
    const check = /CMD \["node", "-e", "(.+)"\]/.exec(dockerfile)?.[1]?.replace('9464', port) ?? ''
    expect(spawnSync(process.execPath, ['-e', check]).status).toBe(0)
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
    expect(readFileSync(`/proc/${firstProcess(bot)}/status`, 'utf8')).toMatch(/^NSpid:\s+\d+\s+1$/m)
    process.kill(firstProcess(bot), 'SIGTERM')
    expect(await bot.ended).toBe(0)
    expect(spawnSync(process.execPath, ['-e', check]).status).toBe(1)
    expect(existsSync(join(path, 'paperboy.sqlite'))).toBe(true)
  }, 120_000)

  it('shows the samples where it is started in an empty folder, without a word of configuration', async () => {
    const path = volume()
    const bot = run('paperboy', path, { PAPERBOY_SANDBOX_PORT: '0' })
    await until(() => bot.text().includes('Paperboy is running in a local Discord'), `the sandbox:\n${bot.text()}`, 60_000)
    const page = /http:\/\/127\.0\.0\.1:\d+/.exec(bot.text())?.[0] ?? ''
    const texts = async () => {
      const state = (await (await fetch(`${page}/sandbox/state`)).json()) as { messages: unknown[] }
      return JSON.stringify(state.messages)
    }
    await until(async () => (await texts()).includes('Learning Transferable Visual Models'), 'the samples', 60_000)
    expect((await fetch(page)).headers.get('content-type')).toContain('text/html')
    expect(readdirSync(join(path, 'digests'))).toEqual(readdirSync(join(ROOT, 'digests')))
    process.kill(firstProcess(bot), 'SIGTERM')
    expect(await bot.ended).toBe(0)
  }, 120_000)
})
