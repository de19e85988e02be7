// The README is there in two languages: what one says, the other says too, and both say it truly.
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { definitions } from '../../commands/index.ts'
import { readDigests } from '../../src/digest/index.ts'
import { read, root } from './documents.ts'

const en = read('README.md')
const zh = read('README.zh-CN.md')
const both = [en, zh]

const headings = (text: string) => withoutCode(text).flatMap((line) => /^(#{1,6}) /.exec(line)?.[1] ?? [])
const withoutCode = (text: string) => text.replace(/^ *```[\s\S]*?^ *```|<!--.*?-->/gm, '').split('\n')
const blocks = (text: string) => [...text.matchAll(/^ *```(\w*)\n([\s\S]*?)^ *```/gm)].map(([, kind, code]) => ({ kind, code }))
/** Commands, files and settings, in order. */
const quoted = (text: string) => withoutCode(text).flatMap((line) => [...line.matchAll(/`[^`]+`/g)].map(([code]) => code))
/** The cells of each table that are the same in every language: code, numbers, pictures. */
const tables = (text: string) =>
  withoutCode(text)
    .join('\n')
    .split(/\n(?!\|)/)
    .filter((part) => part.includes('\n|') || part.startsWith('|'))
    .map((part) =>
      part
        .split('\n')
        .filter((line) => line.startsWith('|'))
        .map((row) => [...row.matchAll(/`[^`]+`|^\| \d+ /g)].map(([cell]) => cell)),
    )
const pictures = (text: string) => [...text.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, path = '']) => path)
const links = (text: string) => [...text.matchAll(/(?<!!)\[[^\]]+\]\(([^)]+)\)/g)].map(([, path = '']) => path).slice(1)

describe('the README in two languages', () => {
  it('has the way to the other one on its first line', () => {
    expect(en.split('\n')[0]).toContain('[简体中文](README.zh-CN.md)')
    expect(zh.split('\n')[0]).toContain('[English](README.md)')
  })

  it('has the same headings', () => {
    expect(headings(en).length).toBeGreaterThan(7)
    expect(headings(zh)).toEqual(headings(en))
  })

  it('has the same blocks of commands and code', () => {
    expect(blocks(en).length).toBeGreaterThan(3)
    expect(blocks(zh)).toEqual(blocks(en))
  })

  it('has the same tables, with the same commands, settings and defaults', () => {
    expect(tables(en).length).toBe(4)
    expect(tables(zh).map((rows) => rows.length)).toEqual(tables(en).map((rows) => rows.length))
    const keys = (text: string) => tables(text).map((rows) => rows.map((cells) => cells.slice(0, 3)))
    expect(keys(zh)).toEqual(keys(en))
  })

  it('names the same commands, files and settings', () => {
    expect(new Set(quoted(zh))).toEqual(new Set(quoted(en)))
  })

  it('leads to the same pages', () => {
    expect(links(zh)).toEqual(links(en))
  })

  it('shows the pictures of its own language, which are there and small', () => {
    expect(pictures(en).length).toBeGreaterThan(4)
    expect(pictures(zh).map((path) => path.replace('/zh/', '/en/'))).toEqual(pictures(en))
    for (const path of both.flatMap(pictures)) {
      expect(existsSync(join(root, path)), path).toBe(true)
      expect(statSync(join(root, path)).size, path).toBeLessThan(250_000)
    }
    expect(pictures(en).every((path) => path.startsWith('docs/pictures/en/'))).toBe(true)
  })

  it('names every command of the bot', () => {
    const slash = definitions.filter(({ type }) => type === undefined || type === 1).map(({ name }) => `\`/${name}\``)
    for (const text of both) for (const name of slash) expect(text).toContain(name)
  })
})

describe('the ten lines of the README', () => {
  it.each(both)('are read as the table below them says', async (text) => {
    const code = blocks(text).find(({ kind }) => kind === 'text')?.code ?? ''
    expect(code.trimEnd().split('\n')).toHaveLength(10)
    const [digest, ...more] = await readDigests(new TextEncoder().encode(code), { file: 'digests/2025-01-10.txt' })
    expect(more).toEqual([])
    expect(digest?.diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([])
    expect(digest).toMatchObject({ date: '2025-01-10' })
    expect(digest?.papers).toMatchObject([
      {
        section: 'featured',
        position: 1,
        categories: ['CL'],
        title: { en: 'Attention Is All You Need', zh: '只用注意力机制的Transformer' },
        authors: ['A Vaswani', 'N Shazeer', 'N Parmar'],
        affiliations: ['Google Brain', 'University of Toronto'],
        abstract: {
          zh: '本文去掉循环和卷积，只用注意力做机器翻译。',
          en: 'The Transformer drops recurrence and convolution and translates with attention alone.',
        },
        links: ['https://arxiv.org/abs/1706.03762'],
      },
      {
        section: 'brief',
        categories: ['CV'],
        title: { en: 'Segment Anything', zh: '分割一切' },
        authors: ['A Kirillov', 'E Mintun', 'N Ravi'],
      },
    ])
  })
})
