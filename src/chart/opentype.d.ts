// The part of opentype.js that is used here; the package brings no types.
declare module 'opentype.js' {
  export type Command =
    | { readonly type: 'M' | 'L'; readonly x: number; readonly y: number }
    | { readonly type: 'Q'; readonly x1: number; readonly y1: number; readonly x: number; readonly y: number }
    | {
        readonly type: 'C'
        readonly x1: number
        readonly y1: number
        readonly x2: number
        readonly y2: number
        readonly x: number
        readonly y: number
      }
    | { readonly type: 'Z' }
  export interface Glyph {
    readonly advanceWidth?: number
  }
  export interface Font {
    readonly unitsPerEm: number
    /** For a font of many weights. */
    readonly variation: {
      set(axes: Readonly<Record<string, number>>): void
      getTransform(glyph: Glyph, axes: Readonly<Record<string, number>>): Glyph
    }
    charToGlyphIndex(character: string): number
    charToGlyph(character: string): Glyph
    getPath(text: string, x: number, y: number, size: number): { readonly commands: readonly Command[] }
  }
  const opentype: { parse(bytes: ArrayBuffer): Font }
  // biome-ignore lint/style/noDefaultExport: that is what the package has
  export default opentype
}
