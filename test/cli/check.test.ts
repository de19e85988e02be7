// `paperboy check`: shape and order of the JSON, exit codes, carets; the samples and the real digest field by field.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { displayWidth } from '../../src/text/width.ts'
import { jsonLines, paperboy } from '../support/command-line.ts'
import { temporaryFolder } from '../support/temp-folder.ts'

const root = resolve(import.meta.dirname, '../..')
const samples = readdirSync(join(root, 'digests')).sort()
const REAL = resolve(root, '../shared/digests/000_a1b906a03667f358.txt')
const isUpdate = process.env.UPDATE === '1'

interface Checked {
  readonly file: string
  readonly date: string
  readonly dateFrom: string
  readonly legend: Record<string, string>
  readonly papers: readonly {
    readonly section: string
    readonly categories: readonly string[]
    readonly title: { readonly en: string | null; readonly zh: string | null }
    readonly authors: readonly string[]
    readonly affiliations: readonly string[]
    readonly abstract: { readonly en: string | null; readonly zh: string | null }
    readonly links: readonly string[]
    readonly figures: number
    readonly lines: { readonly start: number; readonly end: number }
  }[]
  readonly diagnostics: readonly { readonly severity: string; readonly code: string }[]
}

const PAPER =
  '1、[CV] A Title\nA Jones, B Smith\n[MIT]\n标题一。正文。\nAn abstract.\nhttps://arxiv.org/abs/2101.00001\nimage.png\n'

function file(name: string, content: string | Uint8Array): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, content)
  return path
}

async function checkJson(path: string): Promise<Checked> {
  const [answer] = jsonLines((await paperboy(['check', path, '--json'])).out)
  return answer as Checked
}

describe('paperboy check --json', () => {
  it('has exactly the promised keys, in their order, with null and empty lists for what is absent', async () => {
    const { out, code } = await paperboy(['check', file('2021-07-10.txt', '1、[CV] 只有标题\nA Jones, B Smith\n'), '--json'])
    expect(code).toBe(0)
    const [digest] = jsonLines(out) as [Record<string, unknown> & { papers: Record<string, unknown>[]; diagnostics: object[] }]
    expect(Object.keys(digest)).toEqual([
      'file',
      'encoding',
      'date',
      'dateFrom',
      'title',
      'legend',
      'papers',
      'diagnostics',
      'layout',
    ])
    expect(Object.keys(digest.papers[0] ?? {})).toEqual(
      'id position section starred categories title authors affiliations abstract points takeaway links figures lines confidence'.split(
        ' ',
      ),
    )
    expect(Object.keys(digest.diagnostics[0] ?? {})).toEqual(['severity', 'code', 'line', 'column', 'message'])
    expect(digest).toMatchObject({ encoding: 'utf-8', date: '2021-07-10', dateFrom: 'name', title: null, legend: {} })
    expect(digest.papers[0]).toMatchObject({
      position: 1,
      section: 'featured',
      starred: false,
      categories: ['CV'],
      title: { en: null, zh: '只有标题' },
      affiliations: [],
      abstract: { en: null, zh: null },
      points: [],
      takeaway: null,
      links: [],
      figures: 0,
      lines: { start: 1, end: 2 },
    })
  })

  it('answers one line a digest, over several files, several digests of a file and entries of an archive', async () => {
    const two = file('two.txt', `前沿推介(2021.7.10)\n\n${PAPER}\n前沿推介(2021.7.11)\n\n${PAPER.replace('A Title', 'Another')}`)
    const one = file('one.txt', PAPER)
    const archive = join(root, 'test/digest/fixtures/archive/input.zip')
    const { out } = await paperboy(['check', one, two, archive, '--json'])
    const files = (jsonLines(out) as Checked[]).map((digest) => digest.file)
    const entries = ['2021-07-10.txt', 'more/2021-07-11.md', 'mail.eml'].map((name) => `${archive}/${name}`)
    expect(files).toEqual([one, two, `${two}#2`, ...entries])
  })

  it.each(samples)('reads the sample %s as expected', async (name) => {
    const expected = join(import.meta.dirname, 'samples', name.replace('.txt', '.json'))
    const { file: path, ...rest } = await checkJson(join(root, 'digests', name))
    const text = `${JSON.stringify(rest, null, 2)}\n`
    if (isUpdate) writeFileSync(expected, text)
    expect(path).toBe(join(root, 'digests', name))
    expect(rest).toEqual(JSON.parse(readFileSync(expected, 'utf8')))
  })

  it.skipIf(!existsSync(REAL))('reads the real digest as it is (skipped where ../shared is absent)', async () => {
    const { date, dateFrom, legend, papers, diagnostics } = await checkJson(REAL)
    expect({ date, dateFrom }).toEqual({ date: '2021-07-10', dateFrom: 'links' })
    expect(Object.keys(legend)).toEqual(['LG', 'CV', 'CL', 'AS', 'RO'])
    expect(legend.LG).toBe('机器学习')
    expect(diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([])
    expect(papers.map(({ section }) => section)).toEqual([...Array(5).fill('featured'), ...Array(4).fill('brief')])
    expect(papers.map(({ categories }) => categories.join())).toEqual(['CV', 'LG', 'LG', 'LG', 'CV', 'LG', 'LG', 'LG', 'LG'])
    const starts = papers.map(({ title }) => [title.en?.split(/[ :]/)[0], title.zh?.slice(0, 4)])
    expect(starts).toEqual([
      ['Perceiver', 'Perc'],
      ['VidLanKD', 'VIDL'],
      ['The', '微调过程'],
      ['Learning', '用跨模态'],
      ['Collaboration', '专家合作'],
      ['A', '深度神经'],
      ['Offline', '在线自监'],
      ['Imitation', '通过预测'],
      ['Shared', '基础物理'],
    ])
    for (const { title, authors, abstract, section, lines } of papers) {
      expect(title.zh).not.toMatch(/。/)
      expect(authors.length).toBeGreaterThan(1)
      expect(lines.end).toBeGreaterThan(lines.start)
      if (section === 'brief') expect(abstract).toEqual({ en: null, zh: null })
      else expect(Math.min(abstract.en?.length ?? 0, abstract.zh?.length ?? 0)).toBeGreaterThan(150)
    }
    expect(papers[0]?.authors).toEqual(['A Jaegle', 'F Gimeno', 'A Brock', 'A Zisserman', 'O Vinyals', 'J Carreira'])
    expect(papers[0]?.affiliations).toEqual(['DeepMind'])
    expect(papers[3]?.affiliations).toEqual(['UC San Diego', 'Tsinghua University', 'UC Berkeley'])
    expect(papers[0]?.links).toEqual(['https://weibo.com/1402400261/Ko22M6KH7'])
    // The lines of the file that are nothing but `image.png`.
    const text = readFileSync(REAL, 'utf8').split('\n')
    const marks = papers.map(
      ({ lines }) => text.slice(lines.start - 1, lines.end).filter((line) => line.trim() === 'image.png').length,
    )
    expect(papers.map(({ figures }) => figures)).toEqual(marks)
    expect(marks).toEqual([5, 5, 5, 5, 5, 5, 5, 5, 4])
  })
})

describe('paperboy check', () => {
  it('prints a line a paper, then the diagnostics with line and caret', async () => {
    const path = file('2021-07-10.txt', PAPER.replace('[CV]', '[CV/XX]'))
    const { out, code } = await paperboy(['check', path])
    expect(code).toBe(0)
    expect(out.split('\n')).toEqual([
      `${path}: 1 paper, 2021-07-10 (from name), utf-8`,
      '  layout: series (headings with a number or a category, fields line by line), seen in 1 line, the first "1、[CV/XX] A Title" in line 1',
      '   1 featured [CV/XX] A Title / 标题一 (2101.00001, lines 1-7, 1 figure)',
      `${path}:1:7 info unknown-category found the category "XX"; expected a code of the legend or of arXiv`,
      '  1、[CV/XX] A Title',
      '         ^^',
      '',
    ])
  })

  it('sets the caret below wide characters, tabs, emoji and marks without width', async () => {
    const lead = '１、【计算机】\t😀 e\u0301 '
    const path = file('a.txt', Buffer.from(`\ufeff前言前言。\n${lead}\ud83d Title\nA Jones, B Smith\n[MIT]\n`, 'utf16le'))
    const { out } = await paperboy(['check', path])
    const lines = out.split('\n')
    const at = lines.findIndex((line) => line.includes('lone-surrogate'))
    const caret = lines[at + 2] ?? ''
    expect(caret.indexOf('^')).toBe(2 + displayWidth(lead.replace('\t', ' ')))
    expect(displayWidth(lead.replace('\t', ' '))).toBe(3 * 2 + 4 * 2 + 2 - 1 + 1 + 2 + 1 + 1 + 1 - 1)
  })

  it('exits with 0 without errors, 1 with one, 2 where a file cannot be read, and reads the others all the same', async () => {
    const good = file('good.txt', PAPER)
    const bad = file('bad.txt', 'Nothing of the kind.\n')
    expect((await paperboy(['check', good])).code).toBe(0)
    expect((await paperboy(['check', good, bad])).code).toBe(1)
    const missing = await paperboy(['check', '/nowhere/a.txt', bad, good])
    expect(missing.code).toBe(2)
    expect(missing.err).toContain('/nowhere/a.txt cannot be read: there is no such file')
    expect(missing.out).toContain('A Title')
    expect((await paperboy(['check', temporaryFolder()])).code).toBe(2)
    expect((await paperboy(['check'])).code).toBe(2)
    expect((await paperboy(['check', good, '--jsno'])).code).toBe(2)
  })

  it('reads one paper of an unknown category with a single author', async () => {
    const path = file('2021-07-10.txt', '1、[XYZ] A Title\n\nA Jones\n\n一个标题。正文。\n')
    const { out, code } = await paperboy(['check', path, '--json'])
    expect(code).toBe(0)
    expect(jsonLines(out)).toMatchObject([{ papers: [{ categories: ['XYZ'], authors: ['A Jones'], title: { zh: '一个标题' } }] }])
  })

  it('prints each line with its owner for --coverage', async () => {
    const path = file(
      'a.txt',
      `前沿推介(2021.7.10)\nLG - 机器学习 CV - 计算机视觉\n\n${PAPER}\n另外几篇值得关注的论文:\n\n[LG] Brief\n\n简报\nA Jones\nimage.png\n---\n\n谢谢\n`,
    )
    const { out } = await paperboy(['check', '--coverage', path])
    const owners = out.split('\n').map((line) => line.split('│').map((cell) => cell.trim()))
    expect(owners.filter(([, text]) => text !== undefined && text !== '')).toEqual([
      ['series', '前沿推介(2021.7.10)'],
      ['legend', 'LG - 机器学习 CV - 计算机视觉'],
      ['1 heading', '1、[CV] A Title'],
      ['1 authors', 'A Jones, B Smith'],
      ['1 affiliations', '[MIT]'],
      ['1 abstract.zh', '标题一。正文。'],
      ['1 abstract.en', 'An abstract.'],
      ['1 links', 'https://arxiv.org/abs/2101.00001'],
      ['1 figures', 'image.png'],
      ['section', '另外几篇值得关注的论文:'],
      ['2 heading', '[LG] Brief'],
      ['2 title.zh', '简报'],
      ['2 authors', 'A Jones'],
      ['2 figures', 'image.png'],
      ['ornament', '---'],
      ['unread', '谢谢'],
    ])
  })

  it('neutralises direction overrides and control characters in what it prints', async () => {
    const { out } = await paperboy(['check', file('a.txt', '1、[CV] A \u202eTitle\u0007\nA Jones, B Smith\n')])
    expect(out).not.toMatch(/[\u202e\u0007]/)
  })
})
