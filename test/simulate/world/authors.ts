// Authors write digests into the folder: whole or in parts, they correct and rename them.
import { changed, type Digest, fileOf, firstPapers, keepsSome } from './digests.ts'
import type { Process } from './process.ts'
import type { Event } from './script.ts'
import { HOUR, type Surroundings } from './surroundings.ts'

type EventOf<Kind extends Event['kind']> = Extract<Event, { kind: Kind }>

export interface Authors {
  add(event: EventOf<'digest'>): void
  correct(event: EventOf<'correct'>): void
  rename(digest: number): void
}

export function createAuthors(world: Surroundings, process: Process): Authors {
  const { kernel, truth, history, folder } = world

  function write(digest: Digest, papers: Digest['versions'][number]['papers']): void {
    digest.versions.push({ at: kernel.now(), papers })
    folder.write(digest.file, fileOf(papers))
    process.fileChanged()
  }

  return {
    add(event) {
      const date = new Date(kernel.now() + 8 * HOUR).toISOString().slice(0, 10)
      const same = [...truth.digests.values()].filter((one) => one.date === date).length
      const file = same === 0 ? `${date}.txt` : `more-${same}-${date}.txt`
      const again = event.again === event.digest ? undefined : truth.digests.get(event.again)?.versions.at(-1)?.papers[0]
      const papers = [...firstPapers(event.digest, event.featured, event.briefs), ...(again === undefined ? [] : [again])]
      const whole = fileOf(papers)
      const part = event.cutMs > 0 ? whole.slice(0, Math.floor(whole.length / 2)) : ''
      const digest: Digest = {
        number: event.digest,
        date,
        file,
        appearedAt: kernel.now(),
        wasCut: event.cutMs > 0,
        firstPart: new Set(part.match(/K\d{4}(?=r)/g)),
        versions: [],
      }
      truth.digests.set(event.digest, digest)
      history.note(`the digest ${file} appears with ${papers.map(({ token }) => token).join(' ')}`)
      if (event.cutMs === 0) {
        write(digest, papers)
        return
      }
      folder.write(file, part)
      history.note('  only half of it is there yet')
      process.fileChanged()
      kernel.after(
        event.cutMs,
        () => {
          history.note(`the digest ${file} is whole`)
          write(digest, papers)
        },
        'world',
      )
    },
    correct({ digest: number, change: what }) {
      const digest = truth.digests.get(number)
      const last = digest?.versions.at(-1)
      // A file that was renamed and then changed is another one to the archive as yet.
      if (digest === undefined || last === undefined || digest.file.startsWith('renamed-')) return
      const made = new Set(digest.versions.flatMap(({ papers }) => papers.map(({ token }) => token))).size
      const papers = changed(last.papers, number, made, what)
      if (!keepsSome(digest, papers)) return
      history.note(`the author changes ${digest.file}: ${JSON.stringify(what)}`)
      write(digest, papers)
    },
    rename(number) {
      const digest = truth.digests.get(number)
      if (digest?.versions.length !== 1) return
      const file = `renamed-${digest.file}`
      history.note(`the author renames ${digest.file} to ${file}`)
      folder.rename(digest.file, file)
      digest.file = file
      process.fileChanged()
    },
  }
}
