// What holds for every page of the project: links lead somewhere, prose is wrapped, tables have all
// their cells.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { anchorsOf, columnsOf, findWideLines, linesOfProse, linksOf, listPages, read, root } from './documents.ts'

const MAX_COLUMNS = 100

/** Pages whose prose has yet to be wrapped. */
const NOT_WRAPPED = ['docs/digest-format.md', 'docs/search.md', 'src/sandbox/README.md', 'src/sandbox/page/README.md']

/** A line break within Chinese text is shown as a gap. */
const isChinese = (page: string) => page.endsWith('.zh-CN.md')

const pages = listPages()

const cellsOf = (row: string) =>
  row
    .replace(/`[^`]*`/g, '')
    .replaceAll('\\|', '')
    .trim()
    .split('|').length - 2

describe('the pages of the project', () => {
  it('are all looked at, with their links', () => {
    expect(pages).toEqual(
      expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/failures.md', 'docs/decisions/README.md']),
    )
    expect(linksOf(read('README.md')).length).toBeGreaterThan(5)
  })

  it('link only to files and headings that are there', () => {
    const broken = pages.flatMap((page) =>
      linksOf(read(page))
        .filter(({ path, anchor }) => {
          const target = path === '' ? page : join(dirname(page), path)
          if (!existsSync(join(root, target))) return true
          return anchor !== null && target.endsWith('.md') && !anchorsOf(read(target)).includes(anchor)
        })
        .map(({ path, anchor }) => `${page} → ${path}${anchor === null ? '' : `#${anchor}`}`),
    )
    expect(broken).toEqual([])
  })

  it(`have prose of at most ${MAX_COLUMNS} columns`, () => {
    const wide = pages
      .filter((page) => !NOT_WRAPPED.includes(page) && !isChinese(page))
      .flatMap((page) => findWideLines(read(page), MAX_COLUMNS).map((line) => `${page}:${line.number}`))
    expect(wide).toEqual([])
  })

  it('have tables with as many cells in each row as heads', () => {
    const uneven = pages.flatMap((page) => {
      let heads: number | null = null
      return linesOfProse(read(page)).flatMap(({ number, text }) => {
        if (!text.trimStart().startsWith('|')) {
          heads = null
          return []
        }
        heads ??= cellsOf(text)
        return cellsOf(text) === heads ? [] : [`${page}:${number}`]
      })
    })
    expect(uneven).toEqual([])
  })
})

describe('the look at a page', () => {
  const words = 'word '.repeat(30).trim()

  it('finds wide prose and lists, but not tables, headings, code and long addresses', () => {
    const text = [
      '# Title',
      words,
      `- ${words}`,
      `| ${words} |`,
      `## ${words}`,
      '```',
      words,
      '```',
      `https://a.example/${'x'.repeat(120)}`,
      'short',
    ]
    expect(findWideLines(text.join('\n'), 100).map((line) => line.number)).toEqual([2, 3])
  })

  it('counts a Chinese character as two columns', () => {
    expect(columnsOf('论文 paper')).toBe(10)
  })

  it('finds links inside the project, not those of other sites or in code', () => {
    expect(linksOf('[a](b.md#c) [d](https://e.example) `[f](g.md)` ![h](i.png)\n\n[j]: k.md')).toEqual([
      { path: 'b.md', anchor: 'c' },
      { path: 'i.png', anchor: null },
      { path: 'k.md', anchor: null },
    ])
  })

  it('names headings as GitHub does', () => {
    expect(anchorsOf('# What is `chosen`, where?\n## 中文 title\n```\n# no\n```')).toEqual(['what-is-chosen-where', '中文-title'])
  })
})
