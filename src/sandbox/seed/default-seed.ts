// The world of a sandbox that was given none: two servers, and one person of each standing.
import type { Seed } from './schema.ts'

const PEOPLE = ['owner', { user: 'moderator', roles: ['Moderator'] }, 'member']
const MODERATOR = {
  name: 'Moderator',
  permissions: ['MANAGE_GUILD', 'MANAGE_CHANNELS', 'MANAGE_MESSAGES', 'MANAGE_THREADS', 'MANAGE_ROLES', 'PIN_MESSAGES'],
  color: '#3498db',
  hoist: true,
  mentionable: true,
} satisfies NonNullable<NonNullable<Seed['servers']>[number]['roles']>[number]

export const DEFAULT_SEED: Seed = {
  applications: [{ name: 'Sandbox Bot', token: 'sandbox' }],
  users: [
    { name: 'owner', display_name: 'Olivia Owner' },
    { name: 'moderator', display_name: 'Mo Moderator' },
    { name: 'member', display_name: '明 Member' },
    { name: 'stranger', display_name: 'Sam Stranger' },
  ],
  servers: [
    {
      name: 'Sandbox',
      owner: 'owner',
      roles: [MODERATOR],
      members: PEOPLE,
      channels: [
        { name: 'general' },
        { name: 'announcements', type: 'announcement' },
        { name: 'forum', type: 'forum', topic: 'One post for each question', tags: ['Question', 'Answered', 'Idea'] },
      ],
    },
    { name: 'Second Server', owner: 'owner', roles: [MODERATOR], members: PEOPLE, channels: [{ name: 'lobby' }] },
  ],
}
