// Which application a person's act is for: the one that is named, or the one whose command, message
// or modal it is.
import type { Realm } from '../../rest/route.ts'
import type { Interaction } from '../../world/types.ts'
import { ControlError, findUser } from '../names.ts'
import { createInvoker, type Invoker, interactionShape, type Parsed } from './invoke.ts'

interface Tenant {
  readonly realm: Realm
  readonly invoker: Invoker
}

const isOf = (id: string | undefined) => (tenant: Tenant) => tenant.realm.world.botId === id

export function createInvokers(
  realms: readonly Realm[],
  isConnected: (applicationId: string, guildId?: string) => boolean,
): Invoker {
  const tenants = realms.map((realm): Tenant => {
    const { world, commands, interactions } = realm
    return {
      realm,
      invoker: createInvoker({ world, commands, interactions, isConnected: (guildId) => isConnected(world.botId, guildId) }),
    }
  })

  function named(name: string): Tenant {
    const [first] = realms
    const found = first && tenants.find(isOf(findUser(first.world, name).id))
    if (found) return found
    const known = realms.map(({ world }) => world.store.users.get(world.botId)?.username).join(', ')
    throw new ControlError(404, `"${name}" is not an application; known: ${known}`)
  }

  /** A command may be registered by several. */
  function byCommand(name: string): Tenant | undefined {
    const [root = ''] = name.replace(/^\//, '').split(' ')
    const store = realms[0]?.world.store
    const owners = new Set(
      [...(store?.commands.values() ?? [])].flatMap((each) =>
        each.name === root || each.name === name ? each.application_id : [],
      ),
    )
    const found = tenants.filter(({ realm }) => owners.has(realm.world.botId))
    if (found.length < 2) return found[0]
    const names = found.map(({ realm }) => store?.users.get(realm.world.botId)?.username).join(', ')
    throw new ControlError(409, `several applications have a command "${name}": ${names}; say which one with "application"`)
  }

  function meant(input: Parsed): Tenant | undefined {
    if (input.application !== undefined) return named(input.application)
    const store = realms[0]?.world.store
    switch (input.kind) {
      case 'button':
      case 'select': {
        const message = [...(store?.channels.values() ?? [])]
          .map(({ id }) => store?.message(id, input.message_id))
          .find((each) => each)
        return tenants.find(isOf(message?.application_id))
      }
      case 'modal':
        return tenants.find(isOf(store?.interactions.get(input.interaction_id)?.application_id))
      default:
        return byCommand(input.name)
    }
  }

  return {
    invoke(rough, files): Interaction {
      const tenant = (tenants.length > 1 ? meant(interactionShape.parse(rough)) : undefined) ?? tenants[0]
      if (!tenant) throw new Error('a world without an application')
      return tenant.invoker.invoke(rough, files)
    },
  }
}
