// Over how many shards of the gateway the servers are spread: the same number in every process.
import type { Migration } from './migration.ts'

export const gatewayShards: Migration = {
  name: '016-gateway-shards',
  async up(db, { number }) {
    await db.schema
      .createTable('gateway_shards')
      .addColumn('id', number, (column) => column.primaryKey().notNull())
      .addColumn('count', number, (column) => column.notNull())
      .execute()
  },
}
