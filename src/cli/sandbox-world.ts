// The world of the bot's own sandbox: a server to read in, one more, and the bot with the
// permissions that its invite link asks for.
import { type Seed, snowflakeAt } from 'discord-sandbox'

/** The same in every fresh world, and in those that earlier versions have kept. */
const idOf = (number: number) => snowflakeAt(Date.UTC(2024, 0, 1) + number * 1_000)

export const SEED = {
  bot: idOf(1),
  guild: idOf(10),
  papers: idOf(20),
  general: idOf(21),
  announcements: idOf(22),
} as const

const MODERATOR = {
  name: 'Moderator',
  permissions: ['MANAGE_GUILD', 'MANAGE_CHANNELS', 'MANAGE_MESSAGES', 'MANAGE_THREADS', 'MANAGE_ROLES', 'PIN_MESSAGES'],
  color: '#3498db',
  hoist: true,
  mentionable: true,
} satisfies NonNullable<NonNullable<Seed['servers']>[number]['roles']>[number]

const MEMBERS = ['owner', { user: 'moderator', roles: ['Moderator'] }, 'member']

export const sandboxWorld: Seed = {
  applications: [
    {
      id: SEED.bot,
      name: 'Paperboy',
      token: 'sandbox',
      permissions: [
        'VIEW_CHANNEL',
        'SEND_MESSAGES',
        'EMBED_LINKS',
        'ATTACH_FILES',
        'READ_MESSAGE_HISTORY',
        'CREATE_PUBLIC_THREADS',
        'SEND_MESSAGES_IN_THREADS',
      ],
    },
  ],
  users: [
    { id: idOf(2), name: 'owner', display_name: 'Olivia Owner' },
    { id: idOf(3), name: 'moderator', display_name: 'Mo Moderator' },
    { id: idOf(4), name: 'member', display_name: '明 Member' },
    { id: idOf(5), name: 'stranger', display_name: 'Sam Stranger' },
  ],
  servers: [
    {
      id: SEED.guild,
      name: 'Paperboy Sandbox',
      owner: 'owner',
      applications: [{ name: 'Paperboy', role_id: idOf(40) }],
      roles: [{ id: idOf(41), ...MODERATOR }],
      members: MEMBERS,
      channels: [
        { id: SEED.papers, name: 'papers' },
        { id: SEED.general, name: 'general' },
        { id: SEED.announcements, name: 'announcements', type: 'announcement' },
        {
          id: idOf(23),
          name: 'paper-forum',
          type: 'forum',
          topic: 'One post for each paper',
          tags: ['Featured', 'CV', 'NLP', 'ML'].map((name, index) => ({ id: idOf(50 + index), name })),
        },
      ],
    },
    {
      id: idOf(11),
      name: 'Second Server',
      owner: 'owner',
      applications: [{ name: 'Paperboy', role_id: idOf(42) }],
      roles: [{ id: idOf(43), ...MODERATOR }],
      members: MEMBERS,
      channels: [
        { id: idOf(30), name: 'lobby' },
        { id: idOf(31), name: 'papers-2' },
      ],
    },
  ],
}
