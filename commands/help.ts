// /help: what there is, from the definitions themselves, so that it cannot fall behind.
import type { Tongue } from '../src/discord/tongue.ts'
import { ACCENT } from '../src/render/colours.ts'
import { chatDefinition } from './define.ts'
import type { ChatCommand, ComponentHandler, Part } from './services.ts'
import { isKey, type Key, word } from './wording/wording.ts'

const KEEPING = new Set(['subscribe', 'subscriptions', 'preview', 'status', 'watch', 'saved'])

/** The list is asked for when it is needed: it contains /help itself. */
export function createHelp(parts: () => readonly Part[]): ChatCommand {
  return {
    kind: 'chat',
    definition: chatDefinition('help'),
    async run({ services, tongue }) {
      const size = await services.archive.size()
      const commands = parts().flatMap((part) => (part.kind === 'chat' && part.allowed !== 'owner' ? [part.definition.name] : []))
      const list = (names: readonly string[]) => names.map((name) => commandLine(tongue, name)).join('\n')
      const embed = {
        title: word(tongue, 'help.heading'),
        description: `${word(tongue, 'help.size', size)}\n\n${word(tongue, 'help.buttons')}`,
        fields: [
          { name: word(tongue, 'help.read'), value: list(commands.filter((name) => !KEEPING.has(name))) },
          { name: word(tongue, 'help.keep'), value: list(commands.filter((name) => KEEPING.has(name))) },
        ].filter((field) => field.value !== ''),
        color: ACCENT,
      }
      return { kind: 'reply', body: { embeds: [embed] } }
    },
  }
}

function commandLine(tongue: Tongue, name: string): string {
  const [shown, about] = [`${name}.name`, `${name}.description`].map((key) =>
    isKey(key) ? (word as (tongue: Tongue, key: Key) => string)(tongue, key) : name,
  )
  return `\`/${shown}\` ${about}`
}

/** The small button of messages that have nothing else to press. */
export const aboutButton: ComponentHandler = {
  kind: 'component',
  name: 'about',
  answers: 'reply',
  run: async ({ tongue }) => ({ kind: 'reply', body: { content: word(tongue, 'help.about') } }),
}
