// SVG → PNG, by WebAssembly: the same on every machine, nothing to compile or to fetch at install.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { initWasm, Resvg } from '@resvg/resvg-wasm'

let ready: Promise<void> | null = null

export async function toPng(svg: string): Promise<Uint8Array> {
  ready ??= initWasm(readFileSync(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')))
  await ready
  const picture = new Resvg(svg, { font: { loadSystemFonts: false } })
  try {
    const rendered = picture.render()
    const png = rendered.asPng()
    rendered.free()
    return png
  } finally {
    picture.free()
  }
}
