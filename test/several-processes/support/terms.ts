// Who led from when, as the database saw it: a trigger notes each new fence of the leader's lease.
import pg from 'pg'
import { LEADER } from '../../../src/cluster/leadership.ts'

export interface NotedTerm {
  readonly holder: string
  readonly fence: number
  /** Milliseconds since 1970, by the clock of the machine. */
  readonly at: number
}

const NOTE_TERMS = `
  create table noted_terms (holder text not null, fence bigint not null, at double precision not null);
  create function note_term() returns trigger language plpgsql as $$
    begin
      if new.name = '${LEADER}' and (tg_op = 'INSERT' or new.fence <> old.fence) then
        insert into noted_terms values (new.holder, new.fence, extract(epoch from clock_timestamp()) * 1000);
      end if;
      return new;
    end
  $$;
  create trigger note_term after insert or update on leases for each row execute function note_term();
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
export const noteTerms = async (url: string): Promise<void> => void (await query(url, NOTE_TERMS))

export const notedTerms = async (url: string): Promise<readonly NotedTerm[]> =>
  (await query<{ holder: string; fence: string; at: number }>(url, 'select * from noted_terms order by at')).map((term) => ({
    ...term,
    fence: Number(term.fence),
  }))
