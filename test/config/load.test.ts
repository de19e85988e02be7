import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { formatProblems, type LoadOptions, loadConfig } from '../../config/load.ts'
import { temporaryFolder } from '../support/temp-folder.ts'

function load(options: LoadOptions = {}) {
  const loaded = loadConfig({ cwd: temporaryFolder(), env: {}, ...options })
  if (loaded.kind !== 'config') throw new Error(formatProblems(loaded.problems))
  return loaded.config
}

function problems(options: LoadOptions = {}) {
  const loaded = loadConfig({ cwd: temporaryFolder(), env: {}, ...options })
  return loaded.kind === 'problems' ? loaded.problems : []
}

function folderWith(file: string, content: string): string {
  const cwd = temporaryFolder()
  mkdirSync(join(cwd, 'config'))
  writeFileSync(join(cwd, file), content)
  return cwd
}

describe('settings', () => {
  it('needs no configuration at all', () => {
    expect(load()).toMatchObject({ discord: { token: null, api: 'https://discord.com/api' }, digests: { folder: 'digests' } })
  })

  it('is frozen to the bottom', () => {
    expect(() => Object.assign(load().discord, { token: 'x' })).toThrow(TypeError)
  })

  it('lets the command line win over the environment, that over .env, and that over the file', () => {
    const cwd = folderWith(
      'config/paperboy.json',
      '{"sandbox":{"port":1},"digests":{"folder":"a"},"data":{"folder":"b"},"log":{"level":"error"}}',
    )
    writeFileSync(join(cwd, '.env'), 'PAPERBOY_SANDBOX_PORT=2\nPAPERBOY_DIGESTS=c\nPAPERBOY_DATA=d\n')
    const config = load({ cwd, env: { PAPERBOY_SANDBOX_PORT: '3', PAPERBOY_DIGESTS: 'e' }, flags: { 'sandbox.port': '4' } })
    expect(config).toMatchObject({
      sandbox: { port: 4 },
      digests: { folder: 'e' },
      data: { folder: 'd' },
      log: { level: 'error' },
    })
  })

  it('takes an empty variable as one that is not set', () => {
    expect(load({ env: { PAPERBOY_SANDBOX_PORT: '', DISCORD_TOKEN: '' } })).toMatchObject({
      sandbox: { port: 4545 },
      discord: { token: null },
    })
  })

  it('splits a list at commas', () => {
    expect(load({ env: { PAPERBOY_OWNERS: '111111111111111111, 222222222222222222' } }).discord.owners).toHaveLength(2)
  })

  it('says every problem at once, with key, what was found and what is allowed', () => {
    const cwd = folderWith('config/paperboy.json', '{"digests":{"foldr":"x"},"log":{"level":"loud"}}')
    const found = problems({
      cwd,
      env: { PAPERBOY_SANDBOX_PORT: '70000', DISCORD_API: 'discord.com', PAPERBOY_SETTLE_SECONDS: 'two' },
    })
    const text = formatProblems(found)
    expect(text).toContain('5 settings cannot be used')
    expect(text).toMatch(/digests\.foldr .*an unknown key; allowed: digests\.folder/)
    expect(text).toMatch(/log\.level .*found "loud"; allowed: debug, info, warn, error or silent/)
    expect(text).toMatch(/PAPERBOY_SANDBOX_PORT \(environment\): found "70000"; allowed: .*65535/)
    expect(text).toMatch(/DISCORD_API \(environment\): found "discord\.com"; allowed: an http or https address/)
    expect(text).toMatch(/PAPERBOY_SETTLE_SECONDS \(environment\): found "two"/)
  })

  it('never repeats a token', () => {
    expect(formatProblems(problems({ env: { DISCORD_TOKEN: 'se cret' } }))).not.toContain('cret')
  })

  it('never repeats the address of a database, but says what it begins with', () => {
    const said = (address: string) => formatProblems(problems({ env: { PAPERBOY_DATABASE: address } }))
    expect(said('mysql://ann:secret@host/a')).toMatch(/found an address that begins with mysql:\/\/; allowed: .*postgres:\/\//)
    expect(said('postgres://ann:se/cret@host/a')).toMatch(/begins with postgres:\/\/; .*%2F for \//)
    expect(said('ann:secret')).toContain('a value that is not repeated here')
    for (const address of ['mysql://ann:secret@host/a', 'postgres://ann:secret/@host/a', 'secret'])
      expect(said(address)).not.toContain('secret')
    expect(load({ env: { PAPERBOY_DATABASE: 'postgresql://ann@%2Frun%2Fpostgresql/a' } }).data.database).toContain(
      'postgresql://',
    )
  })

  it('names the variable that was meant when one is misspelt', () => {
    expect(problems({ env: { PAPERBOY_DIGEST: 'x' } })[0]?.allowed).toContain('PAPERBOY_DIGESTS')
  })

  it.each([
    ['{"digests":', 'a readable JSON file'],
    ['[]', 'a JSON object'],
  ])('refuses the file %s', (content, allowed) => {
    expect(problems({ cwd: folderWith('config/paperboy.json', content) })).toMatchObject([{ allowed }])
  })

  it('refuses a named file that is not there', () => {
    expect(problems({ file: 'nowhere.json' })).toMatchObject([{ key: 'nowhere.json', found: 'no such file' }])
  })
})

describe('an environment that others have a hand in', () => {
  it('leaves alone what Kubernetes injects for services that are called paperboy and paperboy-sandbox', () => {
    const env = {
      PAPERBOY_SERVICE_HOST: '10.0.0.11',
      PAPERBOY_SERVICE_PORT: '8080',
      PAPERBOY_SERVICE_PORT_HEALTH: '8080',
      PAPERBOY_PORT: 'tcp://10.0.0.11:8080',
      PAPERBOY_PORT_8080_TCP: 'tcp://10.0.0.11:8080',
      PAPERBOY_PORT_8080_TCP_PROTO: 'tcp',
      PAPERBOY_PORT_8080_TCP_PORT: '8080',
      PAPERBOY_PORT_8080_TCP_ADDR: '10.0.0.11',
      PAPERBOY_SANDBOX_PORT: 'tcp://10.0.0.12:4545',
      PAPERBOY_SANDBOX_SERVICE_HOST: '10.0.0.12',
    }
    expect(load({ env }).sandbox.port).toBe(4545)
  })

  it('still names a setting that is misspelt like one of them', () => {
    expect(problems({ env: { PAPERBOY_PORT: '8080' } })).toMatchObject([{ key: 'PAPERBOY_PORT', found: 'an unknown variable' }])
  })

  it('says that .env cannot be read', () => {
    const cwd = temporaryFolder()
    mkdirSync(join(cwd, '.env'))
    expect(formatProblems(problems({ cwd }))).toMatch(/\.env .*EISDIR.*a file that this user may read/)
  })

  it.each(['Nowhere', 'Europe/Atlantis'])('names the time zone %s, which Node would take for UTC', (TZ) => {
    expect(formatProblems(problems({ env: { TZ } }))).toMatch(new RegExp(`TZ .*"${TZ}".*Asia/Shanghai`))
  })

  it.each(['Asia/Shanghai', 'UTC', 'CET-1CEST', ':/etc/localtime', 'America/Port-au-Prince', ''])('takes %s', (TZ) => {
    expect(problems({ env: { TZ } })).toEqual([])
  })
})
