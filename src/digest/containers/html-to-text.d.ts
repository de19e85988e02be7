// The part of html-to-text that page.ts uses; the package ships no types.
declare module 'html-to-text' {
  export interface HtmlNode {
    readonly type: string
    readonly name?: string
    readonly data?: string
    readonly attribs?: Readonly<Record<string, string>>
    readonly children?: readonly HtmlNode[]
    readonly parent?: HtmlNode | null
  }
  export interface TextBuilder {
    openBlock(options?: { leadingLineBreaks?: number }): void
    closeBlock(options?: { trailingLineBreaks?: number }): void
    addInline(text: string, options?: { noWordTransform?: boolean }): void
    addLineBreak(): void
  }
  export type Walk = (children: readonly HtmlNode[] | undefined, builder: TextBuilder) => void
  export type Formatter = (node: HtmlNode, walk: Walk, builder: TextBuilder, options: Readonly<Record<string, unknown>>) => void
  export function convert(html: string, options: Readonly<Record<string, unknown>>): string
}
