// Commands that an answer names become mentions: those of the bot's own words, and no others.
import { describe, expect, it } from 'vitest'
import { definitions } from '../../commands/index.ts'
import { t } from '../../commands/shared/wording/wording.ts'
import { createCommandMentions } from '../../src/discord/command-mentions.ts'
import { escapeLine, escapeMarkdown } from '../../src/text/markdown.ts'

const ids = new Map(
  ['search', 'subscribe', 'subscriptions', 'watch', 'admin'].map((name, at) => [name, `10000000000000000${at}`]),
)
const mention = createCommandMentions(definitions, () => ids)
const inContent = (content: string, locale: Parameters<typeof mention>[1] = 'en') => mention({ content }, locale).content

describe('a command that an answer names', () => {
  it.each([
    ['Start with /subscribe.', 'Start with </subscribe:100000000000000001>.'],
    ['/search', '</search:100000000000000000>'],
    ['Try /watch diffusion model', 'Try </watch:100000000000000003> diffusion model'],
    ['Or:\n/subscriptions shows which', 'Or:\n</subscriptions:100000000000000002> shows which'],
    ['see /admin release or /admin nothing', 'see </admin release:100000000000000004> or /admin nothing'],
  ])('is a mention: %s', (text, expected) => {
    expect(inContent(text)).toBe(expected)
  })

  it('has the name that the reader’s menu has', () => {
    expect(inContent('用 /search 查找。/subscriptions 会列出', 'zh-CN')).toBe(
      '用 </搜索:100000000000000000> 查找。</订阅列表:100000000000000002> 会列出',
    )
    expect(inContent('用 /admin release 放行', 'zh-TW')).toBe('用 </管理 放行:100000000000000004> 放行')
    expect(inContent(t('zh-CN', 'status.paused'), 'zh-CN')).toMatch(/<\/\p{Script=Han}+:\d+>/u)
  })

  it('stays as it is where it is code, an address, a word, or has no id', () => {
    for (const text of [
      '`/search`',
      '```\n/search x\n```',
      'https://a.b/search',
      'and/search',
      '/searching',
      '/status',
      '</search:1>',
    ])
      expect(inContent(text)).toBe(text)
    expect(createCommandMentions(definitions, () => new Map())({ content: 'use /search' }, 'en').content).toBe('use /search')
  })

  it('is one in embeds and displays too, and not in titles, footers and labels', () => {
    const button = { type: 2, style: 2, label: 'Use /search', custom_id: 'x:1' } as const
    const body = mention(
      {
        embeds: [
          {
            title: 'Use /search',
            description: 'Use /search',
            fields: [{ name: 'Use /search', value: 'Use /search' }],
            footer: { text: 'Use /search' },
          },
        ],
        components: [
          { type: 1, components: [button] },
          { type: 17, components: [{ type: 10, content: 'Use /search' }] },
        ],
      },
      'en',
    )
    const made = 'Use </search:100000000000000000>'
    expect(body).toEqual({
      embeds: [
        {
          title: 'Use /search',
          description: made,
          fields: [{ name: 'Use /search', value: made }],
          footer: { text: 'Use /search' },
        },
      ],
      components: [
        { type: 1, components: [button] },
        { type: 17, components: [{ type: 10, content: made }] },
      ],
    })
  })

  it('stays as it is where the mention would not fit', () => {
    const value = `${'x'.repeat(1010)} /search`
    expect(mention({ embeds: [{ fields: [{ name: 'a', value }] }] }, 'en').embeds?.[0]?.fields?.[0]?.value).toBe(value)
  })

  it.each(['/search me', 'how to /search, and /admin release', '先用 /search。/subscriptions', '**/search**', '- /search'])(
    'is none where another wrote it: %s',
    (text) => {
      for (const escaped of [escapeMarkdown(text), `Nothing for “${escapeLine(text)}”`]) expect(inContent(escaped)).toBe(escaped)
    },
  )
})
