// The habits that CONTRIBUTING.md names are kept by the files that they are about.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { read, root } from './documents.ts'

const manifest = JSON.parse(read('package.json'))

describe('the changelog', () => {
  const changelog = read('CHANGELOG.md')
  const sections = [...changelog.matchAll(/^## \[([^\]]+)\](?: - (\S+))?$/gm)].map((match) => ({
    name: match[1],
    date: match[2],
  }))

  it('begins with what is unreleased, and has a dated section for the version of the package', () => {
    expect(sections[0]).toEqual({ name: 'Unreleased', date: undefined })
    expect(sections.map(({ name }) => name)).toContain(manifest.version)
    expect(sections.slice(1).filter(({ date }) => !/^\d{4}-\d\d-\d\d$/.test(date ?? ''))).toEqual([])
  })

  it('links every section', () => {
    const links = [...changelog.matchAll(/^\[([^\]]+)\]: https:/gm)].map((match) => match[1])
    expect(links).toEqual(sections.map(({ name }) => name))
  })

  it('gives a release the text of its section alone, and refuses any other version', () => {
    const print = (version: string) => spawnSync('node', ['.ci/changelog-section.mjs', version], { cwd: root, encoding: 'utf8' })
    const released = print(manifest.version)
    expect(released.stderr).toBe('')
    expect(changelog).toContain(released.stdout.trim())
    expect(released.stdout).not.toMatch(/^## |^\[[^\]]+\]: /m)
    const other = print('99.0.0')
    expect([other.status, other.stdout]).toEqual([1, ''])
    expect(other.stderr).toContain('99.0.0')
  })
})

describe('the decision records', () => {
  const records = readdirSync(join(root, 'docs/decisions'))
    .filter((name) => name !== 'README.md')
    .sort()

  it('are numbered without gaps', () => {
    const expected = records.map((_, index) => String(index + 1).padStart(4, '0'))
    expect(records.length).toBeGreaterThanOrEqual(10)
    expect(records.map((name) => name.match(/^(\d{4})-[a-z0-9-]+\.md$/)?.[1])).toEqual(expected)
  })

  it('are in the index in their order, with their titles', () => {
    const rows = [...read('docs/decisions/README.md').matchAll(/^\| \[(\d{4})\]\(([^)]+)\) \| (.+) \|$/gm)]
    const titles = records.map((name) => read(`docs/decisions/${name}`).match(/^# (.+)/)?.[1])
    expect(rows.map((row) => row[2])).toEqual(records)
    expect(rows.map((row) => `${Number(row[1])}. ${row[3]}`)).toEqual(titles)
  })

  it('each say the context, the decision and what follows', () => {
    const headings = records.map((name) => [...read(`docs/decisions/${name}`).matchAll(/^## (.+)$/gm)].map((match) => match[1]))
    for (const found of headings) expect(found.slice(0, 3)).toEqual(['Context', 'Decision', 'Consequences'])
    expect(headings.filter((found) => found.length > 3).every((found) => found[3] === 'Measured')).toBe(true)
  })
})

describe('the rules for a commit', () => {
  const rules = read('CONTRIBUTING.md').match(/^## Commits\n([\s\S]*?)^## /m)?.[1] ?? ''

  it('name the form of the subject, its mood and its length, one purpose, and the body', () => {
    for (const habit of ['`area: what changes`', 'imperative', 'at most 72 characters', 'one purpose', 'body', 'npm run check'])
      expect(rules).toContain(habit)
  })

  it('have an example that keeps them', () => {
    const example = rules.match(/```text\n(.+)\n```/)?.[1] ?? ''
    expect(example).toMatch(/^[a-z]+: [a-z].*[^.]$/)
    expect(example.length).toBeLessThanOrEqual(72)
  })
})

describe('the commands that CONTRIBUTING.md and the templates name', () => {
  it('are scripts of the package', () => {
    const pages = ['CONTRIBUTING.md', 'README.md', '.github/PULL_REQUEST_TEMPLATE.md']
    const named = pages.flatMap((page) =>
      [...read(page).matchAll(/\bnpm run (?:-s )?([a-z][a-z:]*)/g)].map((match) => match[1] ?? ''),
    )
    expect(named.length).toBeGreaterThan(8)
    expect(named.filter((name) => !(name in manifest.scripts))).toEqual([])
  })
})

describe('the package', () => {
  it('says where its code, its issues and its home are, all in one place', () => {
    const home = manifest.repository.url.replace(/^git\+(.*)\.git$/, '$1')
    expect(home).toMatch(/^https:\/\/github\.com\/[\w-]+\/[\w-]+$/)
    expect([manifest.bugs.url, manifest.homepage]).toEqual([`${home}/issues`, `${home}#readme`])
    const elsewhere = ['CHANGELOG.md', 'SECURITY.md', 'CODE_OF_CONDUCT.md', '.github/ISSUE_TEMPLATE/config.yml'].filter(
      (file) => !read(file).includes(home),
    )
    expect(elsewhere).toEqual([])
  })

  it('has its coverage provider in the version of its test runner', () => {
    const { packages } = JSON.parse(read('package-lock.json'))
    const provider = manifest.devDependencies['@vitest/coverage-v8']
    expect(provider).toBe(packages['node_modules/vitest'].version)
    expect(existsSync(join(root, 'node_modules/@vitest/coverage-v8'))).toBe(true)
  })
})
