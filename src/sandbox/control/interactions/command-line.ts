// A slash command as it is typed: `/admin channel set where:#general`, or the first option's value
// alone: `/search two words`.
import type { Command, CommandOption } from '../../world/types.ts'
import { ControlError } from '../names.ts'

const isNested = ({ type }: CommandOption) => type === 1 || type === 2
const TRUE = ['true', 'yes', '1']
const FALSE = ['false', 'no', '0']

/**
 * Text becomes what the option takes; what it cannot take stays text, and is refused with the
 * option's name.
 */
function typedValue(option: CommandOption, text: string): string | number | boolean {
  const chosen = option.choices?.find(({ name }) => name === text)
  if (chosen) return chosen.value
  const word = text.toLowerCase()
  if (option.type === 5 && TRUE.includes(word)) return true
  if (option.type === 5 && FALSE.includes(word)) return false
  const isNumber = (option.type === 4 || option.type === 10) && text.trim() !== '' && !Number.isNaN(Number(text))
  return isNumber ? Number(text) : text
}

/**
 * `a:1 b:two words` → the values by name; words before the first name belong to the first option.
 */
function optionsOf(command: string, options: readonly CommandOption[], text: string): Record<string, unknown> {
  const names = options.map(({ name }) => name)
  const starts = [...text.matchAll(/(?:^|\s)([\p{L}\p{N}_-]{1,32}):/gu)].filter(([, name]) => names.includes(name ?? ''))
  const lead = text.slice(0, starts[0]?.index ?? text.length).trim()
  const pairs = starts.map((match, at): [string, string] => {
    const end = starts[at + 1]?.index ?? text.length
    return [match[1] ?? '', text.slice((match.index ?? 0) + match[0].length, end).trim()]
  })
  const [first] = options
  if (lead !== '' && !first) throw new ControlError(400, `/${command} has no options, but "${lead}" was typed after it`)
  const all = lead !== '' && first ? [[first.name, lead] as const, ...pairs] : pairs
  return Object.fromEntries(
    all.map(([name, value]) => {
      const option = options.find((each) => each.name === name)
      return [name, option ? typedValue(option, value) : value]
    }),
  )
}

/** What follows the command's name: words that choose a subcommand, then its options. */
export function readLine(command: Command, text: string): { path: string[]; options: Record<string, unknown> } {
  const path: string[] = []
  let options: readonly CommandOption[] = command.options ?? []
  let rest = text.trim()
  while (options.some(isNested)) {
    const word = rest.split(/\s+/)[0] ?? ''
    const found = options.find((option) => isNested(option) && option.name === word)
    // Without a subcommand the caller says which there are.
    if (!found) return { path, options: {} }
    path.push(word)
    options = found.options ?? []
    rest = rest.slice(word.length).trim()
  }
  return { path, options: optionsOf([command.name, ...path].join(' '), options, rest) }
}
