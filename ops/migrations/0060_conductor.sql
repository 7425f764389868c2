-- What the conductor works with. None of this is a fact: the events alone say what happened, and a ledger without these
-- rows is whole. They say who conducts, which runs somebody carries out now, and where bulky contents are.

-- A lease is held by whoever has its latest token, until it expires. Every holder gets a larger token.
create table ledger_leases (
    name    text                     not null primary key,
    token   bigint                   not null,
    holder  text                     not null,
    expires timestamp with time zone not null
);

-- Part of every transaction of a lease's holder: who comes after it waits until the transaction is over, and who was
-- overtaken writes nothing.
create function ledger_fence(p_name text, p_token bigint) returns void
language plpgsql
set search_path from current
as $$
begin
    perform 1 from ledger_leases l where l.name = p_name and l.token = p_token for share;
    if not found then
        raise exception 'the lease ''%'' is held by somebody else by now', p_name
            using errcode = 'GR001', hint = 'Nothing was written. Whoever holds it goes on with the work.';
    end if;
end
$$;

-- One row for each run that is being carried out. The lease is a label on its container and disks; what carries another
-- one is nobody's. The deadline is the clock's, whoever watches the run by then.
create table ledger_run_leases (
    tournament text                     not null,
    task       text                     not null,
    hotkey     text                     not null,
    attempt    int                      not null,
    lease      text                     not null unique,
    token      bigint                   not null,
    host       text                     not null,
    slot       int                      not null,
    gpus       text[]                   not null,
    memory     bigint                   not null,
    cpus       double precision         not null,
    image      text                     not null,
    placed_at  timestamp with time zone not null,
    deadline   timestamp with time zone null,
    primary key (tournament, task, hotkey, attempt)
);

-- What a check of an entry found: digests that find its copies, and the image made of it.
create table ledger_checked_entries (
    tournament text   not null,
    hotkey     text   not null,
    submission bigint not null, -- Version of the entry's event in its stream.
    commit     text   not null,
    tree       text   not null,
    source     text   not null,
    image      text   not null,
    primary key (tournament, hotkey, submission)
);

-- Attachments that belong to a run or a build, by what they are.
create table ledger_run_files (
    tournament text not null,
    task       text not null, -- Empty: of the entry as a whole.
    hotkey     text not null,
    attempt    int  not null, -- 0: of the entry or the measurement.
    kind       text not null,
    sha256     text not null,
    primary key (tournament, task, hotkey, attempt, kind, sha256)
);

-- What an operator holds back: a tournament, or one of its tasks.
create table ledger_holds (
    tournament text                     not null,
    task       text                     not null, -- Empty: the whole tournament.
    reason     text                     not null,
    at         timestamp with time zone not null,
    primary key (tournament, task)
);

-- The key that the seeds of draws are made from. Whoever reads it knows draws to come: writers alone may.
create table ledger_conductor_keys (
    name text  not null primary key,
    key  bytea not null
);

grant select, insert, update on ledger_leases to gradients_writer;
grant select, insert, update, delete on ledger_run_leases, ledger_holds to gradients_writer;
grant select, insert on ledger_checked_entries, ledger_run_files, ledger_conductor_keys to gradients_writer;
grant select on ledger_leases, ledger_run_leases, ledger_checked_entries, ledger_run_files, ledger_holds
    to gradients_reader;
