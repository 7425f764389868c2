-- Events are facts: nothing changes or removes one. The owner is let through for migrations alone; a correction is a
-- new event. Streams are guarded too, because deleting one would take its events along (on delete cascade, executed
-- as the owner of mt_events).

create function ledger_refuse_change() returns trigger
language plpgsql
set search_path from current
as $$
begin
    if current_user = (select pg_get_userbyid(c.relowner) from pg_class c where c.oid = tg_relid) then
        return null; -- A statement-level trigger: its result is not looked at.
    end if;
    raise exception '% on % is refused: the ledger is append-only, and % may not change what was recorded',
        tg_op, tg_table_name, current_user
        using errcode = 'insufficient_privilege', hint = 'Record a correction as a new event.';
end
$$;

create trigger ledger_append_only before update or delete or truncate on mt_events
    for each statement execute function ledger_refuse_change();
create trigger ledger_append_only before delete or truncate on mt_streams
    for each statement execute function ledger_refuse_change();

-- Fires under session_replication_role = replica as well.
alter table mt_events enable always trigger ledger_append_only;
alter table mt_streams enable always trigger ledger_append_only;
