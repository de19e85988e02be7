// The tags of a forum by the names of categories: found where they are, made where they are missing and there is room.

import type { Forum, MessageSender } from '../port.ts'
import type { Paced } from './reconcile.ts'

/** Names to ids, at most as many as a post may have. A forum whose tags cannot be read or made gets what it has. */
export type Tags = (forumId: string, names: readonly string[], paced: Paced) => Promise<readonly string[]>

const MAX_PER_FORUM = 20
const MAX_PER_POST = 5
/** Forums whose tags are remembered; others are asked again. */
const MAX_REMEMBERED = 100

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()

/** A name is a code, or a code and what it stands for. A forum's own tag with only one of them is as good, but comes second. */
function tagFor(tags: Forum['tags'], name: string): Forum['tags'][number] | undefined {
  const [code = name, ...words] = name.split(' ')
  const find = (wanted: string) => tags.find((tag) => same(tag.name, wanted))
  return find(name) ?? find(code) ?? find(words.join(' '))
}

export function createTags(sender: MessageSender): Tags {
  const remembered = new Map<string, Forum & { readonly full: boolean }>()

  async function forumOf(forumId: string, paced: Paced): Promise<(Forum & { readonly full: boolean }) | null> {
    const known = remembered.get(forumId)
    if (known !== undefined) return known
    const read = await paced(`forum ${forumId}`, (signal) => sender.forum(forumId, signal))
    return read.kind === 'read' ? remember(forumId, read.found, false) : null
  }

  function remember(forumId: string, forum: Forum, full: boolean) {
    const entry = { ...forum, full: full || forum.tags.length >= MAX_PER_FORUM }
    remembered.delete(forumId)
    remembered.set(forumId, entry)
    for (const oldest of [...remembered.keys()].slice(0, -MAX_REMEMBERED)) remembered.delete(oldest)
    return entry
  }

  return async (forumId, names, paced) => {
    let forum = await forumOf(forumId, paced)
    if (forum === null) return []
    const known = forum
    const missing = names.filter((name) => tagFor(known.tags, name) === undefined)
    if (missing.length > 0 && !known.full) {
      const wanted = [...known.tags, ...missing.map((name) => ({ name }))].slice(0, MAX_PER_FORUM)
      const made = await paced(`tags ${forumId}`, (signal) => sender.setTags(forumId, wanted, signal))
      // Without the right to manage the forum its own tags must do.
      if (made.kind === 'read') forum = remember(forumId, made.found, false)
      else if (made.kind === 'refused') forum = remember(forumId, known, true)
    }
    const { tags, requiresTag } = forum
    const ids = [...new Set(names.flatMap((name) => tagFor(tags, name)?.id ?? []))].slice(0, MAX_PER_POST)
    return ids.length === 0 && requiresTag ? tags.slice(0, 1).map((tag) => tag.id) : ids
  }
}
