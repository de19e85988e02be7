// A forum: its posts with their tags, newest activity first, and a form for a new one.
import { compareIds, momentOf } from '../../snowflake.ts'
import type { Channel } from '../../world/types.ts'
import { api } from '../data/api.ts'
import { mayWrite } from '../data/permissions.ts'
import { displayName } from '../data/store.ts'
import { isForum, isThread } from '../data/types.ts'
import { h } from '../dom/dom.ts'
import { icon } from '../dom/icons.ts'
import { messageTime } from '../dom/time.ts'
import { messagesSaid } from '../dom/words.ts'
import type { Page } from '../page-parts.ts'

const newest = (post: Channel): string => post.last_message_id ?? post.id

export function createForum(page: Page): HTMLElement {
  const { store, say } = page
  const element = h('div', { class: 'forum', tabindex: 0, role: 'region' })
  let tag: string | undefined
  let shown: string | undefined
  /** The first message of a post, for the line under its title. */
  const openings = new Map<string, string>()

  async function loadOpening(post: Channel): Promise<void> {
    openings.set(post.id, '')
    const { messages } = await api.messages(post.id, { limit: 1, around: post.id })
    const first = messages.find(({ id }) => id === post.id)
    const text = first?.content || String(first?.embeds[0]?.title ?? first?.embeds[0]?.description ?? '')
    openings.set(post.id, text.replace(/[*_~|`#>]/g, '').slice(0, 180))
    draw()
  }

  function chip(forum: Channel, id: string | undefined, name: string): HTMLElement {
    const isOn = tag === id
    const choose = () => {
      tag = isOn ? undefined : id
      drawFor(forum)
    }
    return h(
      'button',
      { type: 'button', class: isOn ? 'tag on' : 'tag', 'aria-pressed': String(isOn), on: { click: choose } },
      name,
    )
  }

  function postCard(forum: Channel, post: Channel): HTMLElement {
    const names = (post.applied_tags ?? []).flatMap((id) => forum.available_tags?.find((each) => each.id === id)?.name ?? [])
    const author = store.users.get(post.owner_id ?? '')
    const marks = [post.thread_metadata?.locked && say('locked'), post.thread_metadata?.archived && say('archived')].filter(
      Boolean,
    )
    const opening = openings.get(post.id)
    if (opening === undefined) void loadOpening(post)
    return h(
      'button',
      { type: 'button', class: 'post', on: { click: () => store.open(post.id) } },
      names.length > 0 &&
        h(
          'span',
          { class: 'post-tags' },
          names.map((name) => h('span', { class: 'tag' }, name)),
        ),
      h('span', { class: 'post-title', dir: 'auto' }, post.name ?? ''),
      opening &&
        h('span', { class: 'post-text', dir: 'auto' }, author ? h('strong', {}, `${displayName(author)}: `) : null, opening),
      h(
        'span',
        { class: 'muted small' },
        [
          messagesSaid(say, post.message_count ?? 0),
          messageTime(momentOf(newest(post)), store.viewer.locale, store.now()),
          ...marks,
        ].join(' · '),
      ),
    )
  }

  function openNewPost(forum: Channel): void {
    const title = h('input', { type: 'text', maxlength: 100, required: true, id: 'post-title' })
    const text = h('textarea', { rows: 5, maxlength: 2_000, required: true, id: 'post-text' })
    const boxes = (forum.available_tags ?? []).map(({ name }) => ({ name, box: h('input', { type: 'checkbox' }) }))
    const create = async () => {
      if (!title.reportValidity() || !text.reportValidity()) return
      const tags = boxes.filter(({ box }) => box.checked).map(({ name }) => name)
      const post = await page.actions.act<Channel>({
        action: 'create-thread',
        channel: forum.id,
        name: title.value,
        content: text.value,
        user: store.viewer.userId,
        tags,
      })
      if (!post) return
      dialog.close()
      await store.refresh()
      store.open(post.id)
    }
    const dialog = page.layers.dialog({
      title: say('newPost'),
      content: [
        h('label', { for: 'post-title' }, say('postTitle')),
        title,
        h('label', { for: 'post-text' }, say('postText')),
        text,
        h(
          'fieldset',
          { class: 'tag-boxes' },
          h('legend', {}, say('tags')),
          boxes.map(({ name, box }) => h('label', {}, box, name)),
        ),
      ],
      actions: [h('button', { type: 'button', class: 'button primary', on: { click: () => void create() } }, say('newPost'))],
      closeLabel: say('close'),
    })
    title.focus()
  }

  function drawFor(forum: Channel): void {
    const posts = [...store.channels.values()]
      .filter((post) => isThread(post) && post.parent_id === forum.id && (tag === undefined || post.applied_tags?.includes(tag)))
      .sort((a, b) => compareIds(newest(b), newest(a)))
    const tags = forum.available_tags ?? []
    element.setAttribute('aria-label', `${say('posts')}: ${forum.name ?? ''}`)
    element.replaceChildren(
      h(
        'div',
        { class: 'forum-head' },
        h(
          'div',
          { class: 'forum-tags', role: 'group', 'aria-label': say('tags') },
          chip(forum, undefined, say('allTags')),
          tags.map(({ id, name }) => chip(forum, id, name)),
        ),
        mayWrite(store, store.viewer.userId, forum) &&
          h(
            'button',
            { type: 'button', class: 'button primary', on: { click: () => openNewPost(forum) } },
            icon('plus', 16),
            say('newPost'),
          ),
      ),
      ...(posts.length > 0
        ? posts.map((post) => postCard(forum, post))
        : [h('p', { class: 'muted forum-none' }, say('noPosts'))]),
    )
  }

  function draw(): void {
    const forum = store.place
    if (!forum || !isForum(forum)) return
    if (shown !== forum.id) tag = undefined
    shown = forum.id
    drawFor(forum)
  }
  store.on(['place', 'world', 'viewer'], draw)
  return element
}
