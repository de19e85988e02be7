// Discord's rules for a message, written down a second time from its documentation: the bot's own
// table is not asked.

interface Loose {
  readonly [key: string]: unknown
}

const points = (text: unknown) => (typeof text === 'string' ? [...text].length : 0)
const list = (value: unknown) => (Array.isArray(value) ? (value as Loose[]) : [])

/** Everything in the body that Discord would refuse; empty when it would take it. */
export function messageFaults(body: unknown): string[] {
  const message = body as Loose
  const faults: string[] = []
  const say = (wrong: boolean, what: string) => {
    if (wrong) faults.push(what)
  }
  const embeds = list(message.embeds)
  const rows = list(message.components)
  say(points(message.content) > 2000, 'content > 2000')
  say(embeds.length > 10, 'more than 10 embeds')
  say(!String(message.content ?? '').trim() && embeds.length === 0 && rows.length === 0, 'empty message')
  say(embeds.reduce((sum, embed) => sum + embedPoints(embed), 0) > 6000, 'embeds > 6000 in all')
  embeds.forEach((embed, i) => {
    for (const fault of embedFaults(embed)) faults.push(`embeds[${i}]: ${fault}`)
  })
  const nodes = rows.flatMap(nodesOf)
  const isCard = (Number(message.flags ?? 0) & (1 << 15)) !== 0
  if (isCard) faults.push(...cardFaults(message, nodes))
  else {
    say(rows.length > 5, 'more than 5 rows')
    say(
      rows.some((row) => row.type !== 1),
      'Components V2 without their flag',
    )
  }
  const ids = nodes.map((component) => component.custom_id).filter((id) => id !== undefined)
  say(new Set(ids).size !== ids.length, 'custom_id twice')
  for (const row of nodes.filter(({ type }) => type === 1)) faults.push(...rowFaults(row))
  const attachments = list(message.attachments)
  say(attachments.length > 10, 'more than 10 attachments')
  say(
    attachments.some((file) => points(file.description) > 1024),
    'attachment description > 1024',
  )
  say(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(textOf(body)), 'half a surrogate pair')
  const mentions = message.allowed_mentions as Loose | undefined
  say(!Array.isArray(mentions?.parse) || mentions.parse.length > 0, 'allowed_mentions is not parse: []')
  return faults
}

/** A component and all that it contains, the outer ones first. */
function nodesOf(component: Loose): Loose[] {
  const { accessory } = component
  const inner = [
    ...list(component.components),
    ...(typeof accessory === 'object' && accessory !== null ? [accessory as Loose] : []),
  ]
  return [component, ...inner.flatMap(nodesOf)]
}

/** What goes for Components V2. */
function cardFaults(message: Loose, nodes: readonly Loose[]): string[] {
  const attached = new Set(list(message.attachments).map((file) => `attachment://${file.filename}`))
  const media = nodes
    .flatMap((node) => [node, ...list(node.items)])
    .flatMap(({ media }) => (media ? [String((media as Loose).url)] : []))
  const texts = nodes.filter(({ type }) => type === 10).map(({ content }) => content)
  const inSection = nodes.filter(({ type }) => type === 9)
  return [
    ...(message.content === undefined && message.embeds === undefined ? [] : ['content or embeds in a card']),
    ...(nodes.length > 40 ? ['more than 40 components'] : []),
    ...(texts.some((text) => points(text) < 1) ? ['a text without text'] : []),
    ...(texts.reduce<number>((sum, text) => sum + points(text), 0) > 4000 ? ['texts > 4000 in all'] : []),
    ...inSection.flatMap(({ components, accessory }) =>
      list(components).length < 1 || list(components).length > 3 || !accessory ? ['section'] : [],
    ),
    ...nodes.flatMap(({ type, items }) =>
      type === 12 && (list(items).length < 1 || list(items).length > 10) ? ['gallery'] : [],
    ),
    ...media.filter((url) => (url.startsWith('attachment://') ? !attached.has(url) : !/^https?:\/\/[^\s]+$/.test(url))),
    // A file that no component names is not shown.
    ...[...attached].filter((url) => !media.includes(url)),
  ]
}

/** Every string of a body in one, unescaped as JSON would escape it. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return `${value}\n`
  if (typeof value !== 'object' || value === null) return ''
  return Object.values(value).map(textOf).join('')
}

/** The texts of a body in which Discord reads markdown: not footers, labels and names. */
export function markdownOf(body: unknown): string {
  const message = body as Loose
  const embeds = list(message.embeds).map(({ title, description, fields }) => textOf([title, description, fields]))
  const texts = list(message.components)
    .flatMap(nodesOf)
    .flatMap(({ type, content }) => (type === 10 ? [String(content)] : []))
  return [message.content, ...embeds, ...texts].join('\n')
}

function embedPoints(embed: Loose): number {
  const fields = list(embed.fields).reduce((sum, field) => sum + points(field.name) + points(field.value), 0)
  return fields + points(embed.title) + points(embed.description) + points((embed.footer as Loose | undefined)?.text)
}

function embedFaults(embed: Loose): string[] {
  const faults: string[] = []
  const image = embed.image as Loose | undefined
  const urls = [embed.url, image?.url].filter((url) => url !== undefined)
  if (embedPoints(embed) === 0 && image === undefined) faults.push('empty')
  if (points(embed.title) > 256) faults.push('title > 256')
  if (embed.title !== undefined && String(embed.title).trim() === '') faults.push('title without text')
  if (points(embed.description) > 4096) faults.push('description > 4096')
  if (points((embed.footer as Loose | undefined)?.text) > 2048) faults.push('footer > 2048')
  if (list(embed.fields).length > 25) faults.push('more than 25 fields')
  for (const field of list(embed.fields)) {
    const lengths = [points(String(field.name).trim()), points(String(field.value).trim())]
    if (lengths.includes(0) || points(field.name) > 256 || points(field.value) > 1024)
      faults.push(`field ${JSON.stringify(field)}`)
  }
  for (const url of urls) if (!/^https?:\/\/[^\s]+$/.test(String(url)) || points(url) > 2048) faults.push(`url ${url}`)
  if (typeof embed.color !== 'number' || embed.color < 0 || embed.color > 0xffffff) faults.push('colour')
  return faults
}

function rowFaults(row: Loose): string[] {
  const components = list(row.components)
  const faults: string[] = []
  const isMenu = components.some((component) => component.type === 3)
  if (components.length < 1 || components.length > (isMenu ? 1 : 5)) faults.push(`row of ${components.length}`)
  for (const component of components) {
    const id = points(component.custom_id)
    if (component.style === 5 ? id > 0 || points(component.url) > 512 || points(component.url) < 1 : id < 1 || id > 100)
      faults.push(`component ${JSON.stringify(component)}`)
    if (points(component.label) > 80) faults.push('label > 80')
    if (points(component.placeholder) > 150) faults.push('placeholder > 150')
    faults.push(...menuFaults(component))
  }
  return faults
}

function menuFaults(component: Loose): string[] {
  const options = list(component.options)
  if (component.type !== 3) return []
  const values = options.map((option) => option.value)
  const isLong = (text: unknown) => text !== undefined && (points(text) < 1 || points(text) > 100)
  return [
    ...(options.length < 1 || options.length > 25 ? [`${options.length} options`] : []),
    ...(new Set(values).size === values.length ? [] : ['option value twice']),
    ...(options.some((option) => isLong(option.label) || isLong(option.value) || isLong(option.description))
      ? ['option text']
      : []),
  ]
}
