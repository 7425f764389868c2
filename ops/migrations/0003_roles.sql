-- Who may do what. Roles belong to the whole server: another ledger on it may have created them already.

do $$
declare
    wanted text;
begin
    foreach wanted in array array['gradients_writer', 'gradients_reader'] loop
        if not exists (select from pg_roles where rolname = wanted) then
            begin
                execute format('create role %I login', wanted);
            exception when duplicate_object or unique_violation then
                null; -- Created by somebody else between the question and now.
            end;
        end if;
    end loop;
end
$$;

-- Projection tables live in a schema of their own; the writer owns them, because a rebuild swaps them by renaming.
create schema ledger;
grant usage, create on schema ledger to gradients_writer;
grant usage on schema ledger to gradients_reader;

-- A projection that met an event it cannot apply stands still at that position until it is rebuilt.
create table ledger_projection_faults (
    name     text                     not null primary key,
    position bigint                   not null,
    reason   text                     not null,
    at       timestamp with time zone not null
);

grant select, insert on mt_events, ledger_commands to gradients_writer;
grant select, insert, update (version, timestamp) on mt_streams to gradients_writer;
grant select, insert, update, delete on mt_event_progression, ledger_projection_faults to gradients_writer;
grant select on mt_high_water_skips, ledger_migrations to gradients_writer;
grant select, update on sequence mt_events_sequence to gradients_writer;
grant usage on sequence mt_events_sequence to gradients_writer;

grant select on mt_events, mt_streams, mt_event_progression, mt_high_water_skips, ledger_commands,
    ledger_projection_faults, ledger_migrations to gradients_reader;
grant select on sequence mt_events_sequence to gradients_reader;

-- Both names work without their schema for whoever asks with psql.
do $$
begin
    execute format('alter role gradients_writer in database %I set search_path = public, ledger', current_database());
    execute format('alter role gradients_reader in database %I set search_path = public, ledger', current_database());
end
$$;
