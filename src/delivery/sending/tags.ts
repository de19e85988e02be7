// The tags of a forum by the names of categories: found where they exist, made where they are
// missing, there is room, and the bot may.
import type { ChannelRights, Failure, Forum, ForumTag, MessageSender } from '../port.ts'

export interface Tags {
  /**
   * Ids of tags that the bot may give, at most as many as a post may have; or why the forum could
   * not be read: a post without its tags would stay so.
   */
  idsFor(forumId: string, names: readonly string[]): Promise<readonly string[] | Failure>
  /** What was remembered of the forum is out of date. */
  invalidate(forumId: string): void
}

const MAX_TAGS_PER_FORUM = 20
const MAX_TAGS_PER_POST = 5
/** Forums whose tags are remembered; others are asked for again. */
const MAX_FORUMS = 100

interface RememberedForum extends Forum {
  /** No tag can be added: there is no room, or the bot may not. */
  readonly isComplete: boolean
}

const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()

/**
 * A name is a code, or a code and its meaning. A forum's own tag with only one of them is as good,
 * but comes second.
 */
function tagFor(tags: Forum['tags'], name: string): ForumTag | undefined {
  const [code = name, ...words] = name.split(' ')
  const find = (wanted: string) => tags.find((tag) => isSame(tag.name, wanted))
  return find(name) ?? find(code) ?? find(words.join(' '))
}

export function createTags({ sender, rights }: { sender: MessageSender; rights: ChannelRights }): Tags {
  const remembered = new Map<string, RememberedForum>()

  async function forumOf(forumId: string): Promise<RememberedForum | Failure> {
    const known = remembered.get(forumId)
    if (known !== undefined) return known
    const { outcome } = await sender.forum(forumId)
    return outcome.kind === 'read' ? remember(forumId, outcome.found, false) : outcome
  }

  function remember(forumId: string, forum: Forum, isComplete: boolean): RememberedForum {
    const entry = { ...forum, isComplete: isComplete || forum.tags.length >= MAX_TAGS_PER_FORUM }
    remembered.delete(forumId)
    remembered.set(forumId, entry)
    for (const oldest of [...remembered.keys()].slice(0, -MAX_FORUMS)) remembered.delete(oldest)
    return entry
  }

  /**
   * Each refusal counts towards the block of the address: without the right it is not even asked
   * for.
   */
  async function withMissing(forumId: string, forum: RememberedForum, names: readonly string[]): Promise<RememberedForum> {
    const missing = names.filter((name) => tagFor(forum.tags, name) === undefined)
    if (missing.length === 0 || forum.isComplete || rights.has(forumId, 'ManageChannels') === false) return forum
    const wanted = [...forum.tags, ...missing.map((name) => ({ name }))].slice(0, MAX_TAGS_PER_FORUM)
    const { outcome } = await sender.setTags(forumId, wanted)
    if (outcome.kind === 'read') return remember(forumId, outcome.found, false)
    return outcome.kind === 'refused' ? remember(forumId, forum, true) : forum
  }

  return {
    async idsFor(forumId, names) {
      const known = await forumOf(forumId)
      if ('kind' in known) return known
      const { tags, requiresTag } = await withMissing(forumId, known, names)
      const own = names.flatMap((name) => tagFor(tags, name) ?? []).filter((tag) => !tag.moderated)
      const ids = [...new Set(own.map((tag) => tag.id))].slice(0, MAX_TAGS_PER_POST)
      if (ids.length > 0 || !requiresTag) return ids
      return tags
        .filter((tag) => !tag.moderated)
        .slice(0, 1)
        .map((tag) => tag.id)
    },
    invalidate: (forumId) => void remembered.delete(forumId),
  }
}
