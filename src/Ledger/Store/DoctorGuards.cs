using System.Collections.Immutable;

namespace Gradients.Ledger.Store;

/// <summary>The checks of what protects the events, and of what hangs on them.</summary>
static class DoctorGuards
{
    const string Migrate = "Restore them as ops/migrations has them, as the owner.";

    internal static readonly ImmutableArray<DoctorCheck> All =
    [
        new("triggers", Health.Fail, """
            select format('The trigger that refuses changes is missing or off on %s.', string_agg(t.name, ' and '))
            from (values ('mt_events', 58), ('mt_streams', 42), ('ledger_attachments', 58),
                         ('ledger_attachment_parts', 58)) t (name, events)
            where not exists (
                select from pg_trigger g where g.tgrelid = t.name::regclass and g.tgname = 'ledger_append_only'
                    and g.tgenabled = 'A' and g.tgtype = t.events
                    and g.tgfoid = 'ledger_refuse_change'::regproc)
            having count(*) > 0
            """,
            "Triggers refuse to change or remove events and attachments.",
            Migrate),
        new("roles", Health.Fail, """
            select format('The role %s is missing.', string_agg(t.name, ' and '))
            from (values ('gradients_writer'), ('gradients_reader')) t (name)
            where not exists (select from pg_roles r where r.rolname = t.name) having count(*) > 0
            """,
            "The roles gradients_writer and gradients_reader exist.",
            "Create them (`create role ... login`) and grant what ops/migrations/0003_roles.sql grants."),
        new("privileges", Health.Fail, """
            select format('%s may %s events.',
                          string_agg(distinct grantee, ', '), string_agg(distinct lower(privilege_type), ', '))
            from (select coalesce(r.rolname, 'everyone') as grantee, a.privilege_type
                  from pg_class c cross join aclexplode(c.relacl) a left join pg_roles r on r.oid = a.grantee
                  where c.oid = 'mt_events'::regclass and a.grantee <> c.relowner
                      and a.privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER')) g
            having count(*) > 0
            """,
            "Nobody but the owner was granted more than reading and appending events.",
            "Revoke it: `revoke update, delete, truncate, trigger on mt_events from ...`."),
        new("attachments", Health.Fail, """
            select format('%s attachments are broken, the first is %s: %s bytes in parts to %s, its row says %s.',
                          count(*) over (), encode(coalesce(a.sha256, p.sha256), 'hex'), coalesce(p.bytes, 0),
                          coalesce(p.last, -1), coalesce(a.bytes::text, 'nothing'))
            from ledger_attachments a
            full join (select sha256, sum(length(data)) as bytes, count(*) as n, min(part) as first, max(part) as last
                       from ledger_attachment_parts group by sha256) p on p.sha256 = a.sha256
            where coalesce(p.bytes, 0) is distinct from a.bytes or (p.n > 0 and (p.first <> 0 or p.last <> p.n - 1))
            order by 1 limit 1
            """,
            "Every attachment has all its parts.",
            "Restore a backup; or let the owner delete its rows, and add the file again (`gradients attachment add`)."),
        new("durability", Health.Fail, """
            select format('The server runs with %s.', string_agg(name || ' = ' || setting, ', '))
            from pg_settings
            where (name in ('fsync', 'full_page_writes') and setting <> 'on')
                or (name = 'synchronous_commit' and setting = 'off')
            having count(*) > 0
            """,
            "What is acknowledged is on disk: fsync, full_page_writes and synchronous_commit are on.",
            "Turn it on in postgresql.conf: after a crash, acknowledged events may be gone."),
        new("encoding", Health.Fail, """
            select format('The database''s encoding is %s.', current_setting('server_encoding'))
            where current_setting('server_encoding') <> 'UTF8'
            """,
            "The database's encoding is UTF8.",
            "Create the database with encoding UTF8 and import an export into it."),
        new("projections", Health.Fail, """
            select format('%s stopped at position %s: %s', name, position, reason)
            from ledger_projection_faults order by name limit 1
            """,
            "No projection met an event that it cannot apply.",
            "See the event (`gradients events --from POSITION`); rebuild with a program that knows it."),
        new("bookmarks", Health.Fail, """
            select format('%s reflects position %s, which the ledger does not have.', name, last_seq_id)
            from mt_event_progression
            where last_seq_id > (select coalesce(max(seq_id), 0) from mt_events) and name <> 'HighWaterMark'
            order by name limit 1
            """,
            "No projection is ahead of the ledger.",
            "The events were rolled back to an older state. Restore them, or run `gradients rebuild`."),
    ];
}
