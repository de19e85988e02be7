import { statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { type Engine, FIELDS } from './engine.ts'

const LIMIT = 10

/**
 * SQLite's own tokenizers, asked as its documentation shows: all words, and any word where they
 * find fewer than ten.
 */
export function plainFts5(tokenizer: 'unicode61' | 'trigram'): Engine {
  const path = (folder: string) => join(folder, `${tokenizer}.db`)
  return {
    name: `FTS5 ${tokenizer}`,
    how: 'five columns, default weights; all words, then any word',
    onDisk: true,
    async build(inputs, folder) {
      const database = new DatabaseSync(path(folder))
      database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL`)
      database.exec(`CREATE VIRTUAL TABLE papers USING fts5(id UNINDEXED, ${FIELDS.join(', ')}, tokenize = '${tokenizer}')`)
      const insert = database.prepare(`INSERT INTO papers VALUES (?, ${FIELDS.map(() => '?').join(', ')})`)
      database.exec('BEGIN')
      for await (const row of inputs.rows()) insert.run(row.id, ...FIELDS.map((field) => row[field]))
      database.exec('COMMIT')
      database.close()
    },
    async open(folder) {
      const database = new DatabaseSync(path(folder))
      const select = database.prepare(`SELECT id FROM papers WHERE papers MATCH ? ORDER BY rank LIMIT ${LIMIT}`)
      const ids = (match: string) => select.all(match).map((row) => String((row as { id: unknown }).id))
      return {
        search(query) {
          const words = query
            .split(/\s+/)
            .filter(Boolean)
            .map((word) => `"${word.replaceAll('"', '""')}"`)
          const all = ids(words.join(' AND '))
          return all.length >= LIMIT ? all : [...new Set([...all, ...ids(words.join(' OR '))])].slice(0, LIMIT)
        },
        bytes: async () => statSync(path(folder)).size,
        close: async () => database.close(),
      }
    },
  }
}
