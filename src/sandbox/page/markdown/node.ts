// The tree that Discord's markdown becomes.

export type MarkdownNode =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler' | 'quote' | 'small' | 'paragraph'
      readonly children: MarkdownNode[]
    }
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly children: MarkdownNode[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'pre'; readonly language: string; readonly text: string }
  | { readonly kind: 'list'; readonly start: number | null; readonly items: MarkdownNode[][] }
  | { readonly kind: 'link'; readonly url: string; readonly children: MarkdownNode[]; readonly isMasked: boolean }
  | { readonly kind: 'user' | 'role' | 'channel'; readonly id: string }
  | { readonly kind: 'everyone' | 'command'; readonly text: string }
  | { readonly kind: 'emoji'; readonly name: string }
  | { readonly kind: 'time'; readonly at: number; readonly style: string }
