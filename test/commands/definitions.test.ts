// The registered definitions, held against Discord's documented limits.
import { describe, expect, it } from 'vitest'
import { definitions, handlers } from '../../commands/index.ts'

interface Definition {
  readonly type?: number
  readonly name: string
  readonly name_localizations?: Readonly<Record<string, string>>
  readonly description?: string
  readonly description_localizations?: Readonly<Record<string, string>>
  readonly options?: readonly (Definition & {
    required?: boolean
    autocomplete?: boolean
    choices?: readonly (Definition & { value: string })[]
  })[]
  readonly value?: string
}

const all = definitions as readonly Definition[]
const chat = all.filter((command) => (command.type ?? 1) === 1)
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u
const points = (text: string) => [...text].length
const within = (command: Definition): readonly Definition[] => [command, ...(command.options ?? []).flatMap(within)]

/** As Discord counts: names, descriptions and values, each with its longest localization. */
function size(part: Definition & { choices?: readonly Definition[] }): number {
  const longest = (text = '', others: Readonly<Record<string, string>> = {}) =>
    Math.max(points(text), ...Object.values(others).map(points))
  const own =
    longest(part.name, part.name_localizations) +
    longest(part.description, part.description_localizations) +
    points(part.value ?? '')
  return own + [...(part.options ?? []), ...(part.choices ?? [])].reduce((sum, inner) => sum + size(inner), 0)
}

describe('the registered commands', () => {
  it('have names that Discord takes, in every language, each once', () => {
    const wrong = chat
      .flatMap(within)
      .flatMap((part) => [part.name, ...Object.values(part.name_localizations ?? {})])
      .filter((name) => !NAME.test(name) || name !== name.toLowerCase())
    expect(wrong).toEqual([])
    const keys = all.map((command) => `${command.type} ${command.name}`)
    expect(new Set(keys).size).toBe(keys.length)
    for (const locale of ['zh-CN', 'zh-TW']) {
      const localised = all.map((command) => `${command.type} ${command.name_localizations?.[locale]}`)
      expect(new Set(localised).size).toBe(localised.length)
    }
  })

  it('have descriptions of 1 to 100 characters in Chinese, Traditional Chinese and English', () => {
    for (const part of chat.flatMap(within)) {
      const texts = [
        part.description ?? '',
        part.description_localizations?.['zh-CN'] ?? '',
        part.description_localizations?.['zh-TW'] ?? '',
      ]
      expect(
        texts.filter((text) => points(text) < 1 || points(text) > 100),
        part.name,
      ).toEqual([])
    }
  })

  it('have at most 25 options, each name once, the required ones first, and no choices beside autocomplete', () => {
    for (const { name, options = [] } of chat.flatMap(within)) {
      const names = options.map((option) => option.name)
      const flags = options.map((option) => option.required ?? false)
      expect(names.length, name).toBeLessThanOrEqual(25)
      expect(new Set(names).size, name).toBe(names.length)
      expect(flags, name).toEqual([...flags].sort((a, b) => Number(b) - Number(a)))
      expect(
        options.filter((option) => option.autocomplete && option.choices),
        name,
      ).toEqual([])
      expect(
        options.filter((option) => (option.choices?.length ?? 0) > 25),
        name,
      ).toEqual([])
    }
  })

  it('stay below 8,000 characters a command, 100 commands and 15 message menus', () => {
    expect(all.map((command) => [command.name, size(command)] as const).filter(([, sum]) => sum > 8000)).toEqual([])
    expect(chat.length).toBeLessThanOrEqual(100)
    expect(all.length - chat.length).toBeLessThanOrEqual(15)
  })

  it('answer every option that promises suggestions', () => {
    const silent = handlers.filter(
      (part) =>
        part.kind === 'chat' &&
        part.autocomplete === undefined &&
        within(part.definition as Definition).some((option) => 'autocomplete' in option),
    )
    expect(silent).toEqual([])
  })

  it('have a name of their own for every button, menu and modal', () => {
    const names = handlers.flatMap((part) => ('name' in part ? [`${part.kind} ${part.name}`] : []))
    expect(new Set(names).size).toBe(names.length)
  })
})
