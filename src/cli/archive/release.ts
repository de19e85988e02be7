// `paperboy release [DIGEST…] [--all] [--backlog WHICH]`: lets digests go that the drift alarm held
// back, and decides about past days that arrived at once; without any, lists what is held.
import type { ArchivedDigest } from '../../archive/archive.ts'
import type { BacklogChoice } from '../../delivery/delivery.ts'
import { requestBacklogRelease } from '../../delivery/planning/backlog.ts'
import { type ConfigFlags, settingsOrComplain } from '../settings.ts'
import { withArchive } from './open-archive.ts'

interface ReleaseFlags extends ConfigFlags {
  readonly all?: boolean
  readonly backlog?: BacklogChoice
}

type Held = Omit<ArchivedDigest, 'papers'>

/**
 * 0; 1 where a name fits no digest that is held back. The running bot posts what was let go at its
 * next minute.
 */
export async function release(names: readonly string[], options: ReleaseFlags): Promise<number> {
  const config = settingsOrComplain(options)
  if (config === null) return 2
  return await withArchive(config, async (archive, database) => {
    if (options.backlog !== undefined) {
      await requestBacklogRelease(database, options.backlog)
      process.stdout.write(`${SAID[options.backlog]}; a running bot does so within a minute\n`)
      return 0
    }
    const held = await archive.digests({ held: true })
    if (names.length === 0 && !options.all) {
      process.stdout.write(listText(held))
      return 0
    }
    const unknown = options.all ? [] : names.filter((name) => !held.some((digest) => fits(digest, name)))
    for (const name of unknown)
      process.stderr.write(`No digest named ${name} is held back; \`paperboy release\` lists those that are.\n`)
    for (const digest of held.filter((one) => options.all || names.some((name) => fits(one, name)))) {
      await archive.release(digest.id)
      process.stdout.write(`${digest.file} is released; a running bot posts it within a minute\n`)
    }
    return unknown.length > 0 ? 1 : 0
  })
}

const SAID: Readonly<Record<BacklogChoice, string>> = {
  all: 'All past days that are held will be posted',
  newest: 'Of the past days that are held the newest will be posted',
  none: 'None of the past days that are held will be posted',
}

function fits({ id, file, date }: Held, name: string): boolean {
  return name === file || name === date || name === String(id) || file.endsWith(`/${name}`) || name.endsWith(`/${file}`)
}

function listText(held: readonly Held[]): string {
  if (held.length === 0) return 'No digest is on hold.\n'
  return held.map(({ id, file, date, held: why }) => `${id} ${file} (${date ?? 'no date'}): ${why}\n`).join('')
}
