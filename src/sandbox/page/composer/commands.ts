// The registered commands as a viewer picks them: subcommands are entries of their own, names and
// descriptions in the viewer's language.
import type { Command, CommandOption } from '../../world/types.ts'
import type { Locale } from '../data/types.ts'

export interface Entry {
  readonly command: Command
  /** `admin ingest`: what the interaction names. */
  readonly name: string
  /** The same as the viewer reads it. */
  readonly shownName: string
  readonly description: string
  readonly options: readonly CommandOption[]
}

export const OPTION = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
} as const

interface Named {
  readonly name: string
  readonly name_localizations?: Record<string, string> | null | undefined
}
interface Described {
  readonly description: string
  readonly description_localizations?: Record<string, string> | null | undefined
}

export const localName = (named: Named, locale: Locale): string => named.name_localizations?.[locale] ?? named.name
export const localDescription = (described: Described, locale: Locale): string =>
  described.description_localizations?.[locale] ?? described.description

export function entriesOf(commands: readonly Command[], locale: Locale): Entry[] {
  return commands
    .flatMap((command) => spread(command, command.options ?? [], [command.name], [localName(command, locale)], command, locale))
    .sort((a, b) => a.name.localeCompare(b.name))
}

function spread(
  command: Command,
  options: readonly CommandOption[],
  path: readonly string[],
  shownPath: readonly string[],
  described: Described,
  locale: Locale,
): Entry[] {
  const nested = options.filter(({ type }) => type === OPTION.subcommand || type === OPTION.group)
  if (nested.length === 0) {
    const description = localDescription(described, locale)
    return [{ command, name: path.join(' '), shownName: shownPath.join(' '), description, options }]
  }
  return nested.flatMap((option) =>
    spread(command, option.options ?? [], [...path, option.name], [...shownPath, localName(option, locale)], option, locale),
  )
}

/** Entries that begin with what was typed, in either name, before those that merely contain it. */
export function matching(entries: readonly Entry[], typed: string): Entry[] {
  const wanted = typed.toLowerCase()
  const names = ({ name, shownName }: Entry) => [name, shownName].map((each) => each.toLowerCase())
  const starts = entries.filter((entry) => names(entry).some((name) => name.startsWith(wanted)))
  const holds = entries.filter((entry) => !starts.includes(entry) && names(entry).some((name) => name.includes(wanted)))
  return [...starts, ...holds]
}

/**
 * `/search attention` typed out: the entry and what follows; undefined while the name may still go
 * on.
 */
export function typedOut(entries: readonly Entry[], text: string): { entry: Entry; rest: string } | undefined {
  const line = text.slice(1).toLowerCase()
  for (const entry of [...entries].sort((a, b) => b.name.length - a.name.length)) {
    for (const name of [entry.name, entry.shownName]) {
      if (line.startsWith(`${name.toLowerCase()} `)) return { entry, rest: text.slice(name.length + 2) }
    }
  }
  return undefined
}
