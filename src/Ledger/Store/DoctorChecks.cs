using System.Collections.Immutable;

namespace Gradients.Ledger.Store;

/// <summary>What <see cref="StoreDoctor"/> asks, in order.</summary>
static class DoctorChecks
{
    const string Backup =
        "Compare with a published checkpoint or an export (`gradients audit`), then restore a backup.";

    const string StopMarten =
        "Let a Marten host append only while no gradients runs; positions once given stay as they are.";

    internal static readonly ImmutableArray<DoctorCheck> All =
    [
        new("positions", Health.Fail, """
            with e as (select count(*) as n, min(seq_id) as first, max(seq_id) as last from mt_events)
            select format('%s events stand at positions %s to %s: %s are missing, the first after %s.', n, first, last,
                          last - n,
                          (select coalesce(min(seq_id), 0)
                           from (select 0 as seq_id union all select seq_id from mt_events) p
                           where not exists (select from mt_events q where q.seq_id = p.seq_id + 1)))
            from e where n > 0 and (first <> 1 or last <> n)
            """,
            "Positions count up from 1 without holes.",
            "Holes come from appends through Marten that failed, or from deleted events. " + Backup),
        new("tombstones", Health.Fail, """
            select format('%s tombstones of Marten fill positions, the first is %s.', count(*), min(seq_id))
            from mt_events where type = 'tombstone' and stream_id = 'mt_tombstone' having count(*) > 0
            """,
            "There are no tombstones of Marten.",
            "Readers pass over them, but nothing can be recorded behind one: docs/marten.md says how to take away those "
            + "at the end. " + StopMarten),
        new("stream versions", Health.Fail, """
            select format('%s streams are broken, the first is %s: %s events, versions %s to %s, stream row %s.',
                          count(*) over (), stream_id, n, first, last, coalesce(version::text, 'missing'))
            from (select e.stream_id, count(*) as n, min(e.version) as first, max(e.version) as last
                  from mt_events e group by e.stream_id) e
            left join mt_streams s on s.id = e.stream_id
            where (first <> 1 or last <> n or s.version is distinct from last) and stream_id <> 'mt_tombstone'
            order by stream_id limit 1
            """,
            "Every stream's versions count up from 1, and its row says the last.",
            Backup),
        new("stream rows", Health.Warn, """
            select format('%s streams have a row and no event, the first is %s.', count(*), min(id))
            from mt_streams s where id <> 'mt_tombstone'
                and not exists (select from mt_events e where e.stream_id = s.id) having count(*) > 0
            """,
            "Every stream row has events.",
            "A Marten host may have started a stream and not filled it; or its events were deleted. " + Backup),
        new("order in streams", Health.Fail, """
            select format('%s events stand before an earlier version of their stream, the first at position %s.',
                          count(*), min(seq_id))
            from (select seq_id, lag(seq_id) over (partition by stream_id order by version) as before from mt_events) e
            where before > seq_id having count(*) > 0
            """,
            "Positions follow the versions of every stream.",
            StopMarten),
        new("ids", Health.Warn, """
            select format('%s events have an id that is not derived from stream and version, the first at position %s.',
                          count(*), min(seq_id))
            from mt_events
            where id <> encode(substring(sha256(convert_to(stream_id || E'\n' || version, 'UTF8')) for 16), 'hex')::uuid
                and stream_id <> 'mt_tombstone'
            having count(*) > 0
            """,
            "Every event's id is derived from its stream and version.",
            "Another program wrote them. Ids are not part of what is hashed and audited."),
        new("schema versions", Health.Fail, """
            select format('%s events have no schema version in their headers, the first at position %s.',
                          count(*), min(seq_id))
            from mt_events where (headers->>'v' ~ '^[1-9][0-9]{0,8}$') is not true and stream_id <> 'mt_tombstone'
            having count(*) > 0
            """,
            "Every event names its schema version.",
            "Another program wrote them: it must set the header v. Readers take 1 where there is none."),
        new("archived", Health.Warn, """
            select format('%s events are marked as archived, the first at position %s.', count(*), min(seq_id))
            from mt_events where is_archived having count(*) > 0
            """,
            "No event is archived.",
            "The ledger reads them as ever; a Marten host passes over them."),
        new("sequence", Health.Fail, """
            select format('mt_events_sequence stands at %s, the last position is %s.', last_value, last)
            from mt_events_sequence, (select coalesce(max(seq_id), 0) as last from mt_events) e
            where case when is_called then last_value else 0 end < last
            """,
            "The sequence stands at or beyond the last position.",
            "A Marten host would give positions twice: let gradients append once, which raises the sequence."),
        new("sequence ahead", Health.Warn, """
            select format('mt_events_sequence stands at %s, beyond the last position %s.', last_value, last)
            from mt_events_sequence, (select coalesce(max(seq_id), 0) as last from mt_events) e
            where is_called and last_value > last
            """,
            "The sequence is not ahead of the last position.",
            "An append failed after taking numbers. The next one of ours closes up; one through Marten leaves a hole."),
        new("high water skips", Health.Warn, """
            select format('Marten''s daemon passed over %s stretches, the first ends at %s.',
                          count(*), min(ending_sequence))
            from mt_high_water_skips having count(*) > 0
            """,
            "Marten's daemon passed over nothing.",
            StopMarten),
        new("commands", Health.Fail, """
            select format('%s idempotency keys name positions that are not there, for example %s.', count(*), min(key))
            from ledger_commands
            where first_position < 1 or last_position < first_position
                or last_position > (select coalesce(max(seq_id), 0) from mt_events)
            having count(*) > 0
            """,
            "Every idempotency key names positions that exist.",
            Backup),
        .. DoctorGuards.All,
    ];
}
