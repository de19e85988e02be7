import { rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { barsSvg, drawBars } from '../../src/chart/bars.ts'
import { createDrawer } from '../../src/chart/drawer.ts'
import { loadGlyphs } from '../../src/chart/glyphs.ts'
import { readableGroups } from '../../src/chart/rows.ts'

const row = (label: string, value: number) => ({ label, value, note: `${value} 篇，×2.4`, course: [1, 2, 0, 4, 5, 6, 7, value] })
const chart = {
  title: '8 周趋势（2021-05-17 至 2021-07-05）',
  groups: [
    {
      heading: '上升的中文词',
      colour: '#f0883e',
      rows: [row('扩散模型', 24), row('自监督对比学习', 17), row('视觉语言预训练大模型的后训练量化与部署', 9)],
    },
    {
      heading: 'Rising English terms',
      colour: '#58a6ff',
      rows: [row('diffusion model', 30), row('out-of-distribution robustness of things', 12)],
    },
  ],
}

const root = resolve(import.meta.dirname, '../..')
/** Inside the project, so that the packages are found. */
const built = join(root, 'dist/test-thread', `drawing-${process.pid}.js`)

describe('the picture of trends', () => {
  it('is the same from a thread of its own, and a thread that breaks is a fault of its picture alone', async () => {
    await build({
      entryPoints: [join(root, 'src/chart/chart-worker.ts')],
      outfile: built,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
    })
    const draw = createDrawer(pathToFileURL(built))
    const [broken, whole] = await Promise.allSettled([draw({ title: 'x' } as typeof chart), draw(chart)])
    rmSync(built)
    expect(broken).toMatchObject({ status: 'rejected', reason: { name: 'TypeError' } })
    expect(whole.status === 'fulfilled' && Buffer.from(whole.value).equals(Buffer.from(await drawBars(chart)))).toBe(true)
  })

  it('is the same however often its characters were drawn before', async () => {
    // The font is kept, and drawing changes the widths that it says its glyphs have.
    const fresh = await loadGlyphs(['JavaQ'])
    const before = fresh.width('JavaQ', 30)
    fresh.path('JavaQ', 0, 0, 30)
    expect((await loadGlyphs(['JavaQ'])).width('JavaQ', 30)).toBe(before)
    const first = Buffer.from(await drawBars(chart))
    expect(first.equals(Buffer.from(await drawBars(chart)))).toBe(true)
  })

  it('is a PNG of the size that its rows need', async () => {
    const png = Buffer.from(await drawBars(chart))
    if (process.env.CHART) writeFileSync(process.env.CHART, png)
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([880, 62 + 2 * 58 + 5 * 62 + 24])
  })

  it('has no text under 14 pixels in an embed 440 pixels wide', async () => {
    const sizes: number[] = []
    const path = (_text: string, _x: number, _y: number, size: number) => {
      sizes.push(size)
      return ''
    }
    const glyphs = { path, width: () => 10 }
    const [, width = ''] = /width="(\d+)"/.exec(barsSvg(chart, glyphs)) ?? []
    expect(sizes).toHaveLength(13)
    expect((Math.min(...sizes) * 440) / Number(width)).toBeGreaterThanOrEqual(14)
  })

  it.each([1, 2, 3])('can be read where an embed shows it, at most 488 by 350, with %i full groups', (count) => {
    const groups = Array.from({ length: count }, (_, at) => ({
      heading: `group ${at}`,
      colour: '#58a6ff',
      rows: Array.from({ length: 5 }, (_, i) => row(`term ${at} ${i}`, 9 - i)),
    }))
    const sizes: number[] = []
    const path = (_text: string, _x: number, _y: number, size: number) => {
      sizes.push(size)
      return ''
    }
    const shown = readableGroups(groups)
    const svg = barsSvg({ title: 'title', groups: shown }, { path, width: () => 10 })
    const [, width = '', height = ''] = /width="(\d+)" height="(\d+)"/.exec(svg) ?? []
    const scale = Math.min(488 / Number(width), 350 / Number(height))
    expect(Math.min(...sizes) * scale).toBeGreaterThanOrEqual(14)
    expect(shown.map(({ rows }) => rows[0]?.label)).toEqual(groups.map(({ rows }) => rows[0]?.label))
    expect(shown.flatMap(({ rows }) => rows).length).toBe(count === 1 ? 5 : count === 2 ? 8 : 7)
  })

  it('has outlines for Chinese and Latin without any font of the system', async () => {
    const glyphs = await loadGlyphs(['扩散模型 diffusion'])
    for (const character of '扩散模型diffuson') expect(glyphs.path(character, 0, 0, 20).length, character).toBeGreaterThan(20)
    expect(glyphs.width('扩散', 20)).toBeCloseTo(40)
    expect(glyphs.path('\u{1f9a9}', 0, 0, 20)).toBe('')
  })
})
