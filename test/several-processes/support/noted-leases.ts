// Who held which lease from when until when, as the database saw it: a trigger notes each change.
import pg from 'pg'
import { LEADER } from '../../../src/cluster/leadership.ts'
import { shardLease } from '../../../src/cluster/shards/shard-leases.ts'
import { SHARDS } from './world.ts'

export interface NotedLease {
  readonly name: string
  readonly holder: string
  readonly fence: number
  /** Milliseconds since 1970, by the clock of the machine, as all times here. */
  readonly at: number
  readonly expiresAt: number
}

const NOTE_LEASES = `
  create table noted_leases (
    name text not null, holder text not null, fence bigint not null, at double precision not null, "expiresAt" double precision not null
  );
  create function note_lease() returns trigger language plpgsql as $$
    begin
      insert into noted_leases
        values (new.name, new.holder, new.fence, extract(epoch from clock_timestamp()) * 1000, new.expires_at);
      return new;
    end
  $$;
  create trigger note_lease after insert or update on leases for each row execute function note_lease();
`

async function query<Row extends object>(url: string, sql: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

/** In a database that has its tables. */
export const noteLeases = async (url: string): Promise<void> => void (await query(url, NOTE_LEASES))

/** The oldest first. */
export const notedLeases = async (url: string): Promise<readonly NotedLease[]> =>
  (await query<Omit<NotedLease, 'fence'> & { fence: string }>(url, 'select * from noted_leases order by at')).map((lease) => ({
    ...lease,
    fence: Number(lease.fence),
  }))

/** Each term of a leader, where it begins. */
export const termsAmong = (leases: readonly NotedLease[]): readonly NotedLease[] => {
  const ofLeader = leases.filter(({ name }) => name === LEADER)
  return ofLeader.filter(({ fence }, index) => ofLeader[index - 1]?.fence !== fence)
}

/** Who answers what comes on a shard at that time; undefined where nobody does. */
export function shardHolder(leases: readonly NotedLease[], shard: number, at: number): string | undefined {
  const name = shardLease('shard', shard, SHARDS)
  const last = leases.findLast((lease) => lease.name === name && lease.at <= at)
  return last !== undefined && last.expiresAt > at ? last.holder : undefined
}
