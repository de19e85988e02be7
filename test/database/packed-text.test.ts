// Text that a file keeps deflated, by a dictionary of its own.
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openReadOnly, openSqlite, type SqliteDatabase } from '../../src/database/sqlite/open-sqlite.ts'
import { addDictionary, PACKED_TABLES, packText, readDictionary } from '../../src/database/sqlite/packed-text.ts'
import { temporaryFolder } from '../support/temp-folder.ts'

const TABLE = 'create table texts (id integer primary key, packed blob, text text generated always as (unpacked(packed)) virtual)'

async function openFile(): Promise<SqliteDatabase> {
  const database = await openSqlite(join(temporaryFolder(), 'packed.sqlite'))
  onTestFinished(() => database.close())
  database.writer.exec(`${PACKED_TABLES}; ${TABLE}`)
  return database
}

const put = ({ writer }: SqliteDatabase, id: number, packed: Uint8Array | null) =>
  writer.run('insert into texts (id, packed) values (?, ?)', [id, packed])
const textOf = ({ reader }: Pick<SqliteDatabase, 'reader'>, id: number) =>
  reader.get<{ text: string | null }>('select text from texts where id = ?', [id])?.text

const abstractOf = (subject: string) =>
  JSON.stringify({
    en: `Recent advances in ${subject} have shown remarkable results. However, existing methods rely on large amounts of labelled data.`,
    zh: `近年来，${subject}取得了显著的成果。然而，现有方法依赖大量的标注数据。`,
  })

it.each([
  ['nothing', ''],
  ['one character', 'a'],
  ['both languages', '扩散模型 diffusion models'],
  ['characters outside the first plane', '😀 𝒳 𠀋'],
  ['a long one', 'attention is all you need. '.repeat(4_000)],
])('reads %s as it was packed, with a dictionary and without', async (_, text) => {
  const database = await openFile()
  put(database, 1, packText(text, null))
  put(database, 2, packText(text, addDictionary(database.writer, ['attention, 扩散模型 and diffusion models'])))
  expect([textOf(database, 1), textOf(database, 2)]).toEqual([text, text])
})

it('reads no text where there is none', async () => {
  const database = await openFile()
  put(database, 1, null)
  expect(textOf(database, 1)).toBeNull()
})

it('reads with every dictionary that the file was given, on a connection that is older than it', async () => {
  const database = await openFile()
  const early = openReadOnly(database.path)
  onTestFinished(() => early.close())
  put(database, 1, packText('before', null))
  expect(textOf(early, 1)).toBe('before')
  for (const id of [2, 3]) put(database, id, packText(`text ${id}`, addDictionary(database.writer, [`text of dictionary ${id}`])))
  expect(readDictionary(database.writer)?.id).toBe(2)
  expect([1, 2, 3].map((id) => textOf(early, id))).toEqual(['before', 'text 2', 'text 3'])
})

it('shrinks a short text to less than half against one of its kind', async () => {
  const { writer } = await openFile()
  const text = abstractOf('graph networks')
  const dictionary = addDictionary(writer, [abstractOf('image generation')])
  expect(packText(text, dictionary).length).toBeLessThan(Buffer.byteLength(text) / 2)
  expect(packText(text, null).length).toBeGreaterThan(Buffer.byteLength(text) / 2)
})

it('says which dictionary a file lacks', async () => {
  const database = await openFile()
  // Already where it is written: SQLite then works out generated columns, too.
  expect(() => put(database, 1, packText('text', { id: 7, bytes: new Uint8Array(100) }))).toThrow('dictionary 7')
})
