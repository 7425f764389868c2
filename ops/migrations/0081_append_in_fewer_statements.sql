-- The append of 0070 with fewer statements: what it reads of the ledger is read by one, a single event is written
-- without taking arrays apart, and the sequence and the listeners are told by one. Nothing else differs.
create or replace function ledger_append(
    p_key text, p_expected_head bigint,
    p_streams text[], p_stream_types text[], p_stream_firsts bigint[], p_stream_lasts bigint[],
    p_stream_first_at timestamptz[], p_stream_last_at timestamptz[],
    p_stream text[], p_version bigint[], p_at timestamptz[], p_causation text[], p_type text[], p_dotnet_type text[],
    p_schema int[], p_id uuid[], p_data jsonb[],
    out outcome text, out first_position bigint, out last_position bigint,
    out stream text, out expected bigint, out actual bigint)
language plpgsql
set search_path from current
as $$
declare
    head bigint;
    known bigint;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'ledger_append needs READ COMMITTED, not %', current_setting('transaction_isolation')
            using hint = 'An older snapshot cannot see the highest position: append outside such a transaction.';
    end if;
    perform pg_advisory_xact_lock(1196573012, 1);

    select (select max(e.seq_id) from mt_events e), (select m.version from mt_streams m where m.id = p_streams[1]),
            c.first_position, c.last_position
        into head, known, first_position, last_position
        from (select p_key) as k (key) left join ledger_commands c on c.key = k.key;
    head := coalesce(head, 0);
    known := coalesce(known, 0);
    -- Without a key of its own an append carries many commands, each event under the key of the one that caused it.
    if p_key is null then
        select c.first_position, c.last_position into first_position, last_position
            from ledger_commands c where c.key = any (p_causation) order by c.first_position limit 1;
    end if;
    if first_position is not null then
        outcome := 'already done';
        return;
    end if;
    if p_expected_head <> head then
        outcome := 'head moved';
        actual := head;
        return;
    end if;

    if cardinality(p_streams) = 1 then
        if known <> p_stream_firsts[1] - 1 then
            outcome := 'version conflict';
            stream := p_streams[1];
            expected := p_stream_firsts[1] - 1;
            actual := known;
            return;
        end if;
        insert into mt_streams as m (id, type, version, timestamp, created)
            values (p_streams[1], p_stream_types[1], p_stream_lasts[1], p_stream_last_at[1], p_stream_first_at[1])
            on conflict (id) do update set version = excluded.version, timestamp = excluded.timestamp;
    else
        select s.id, s.first - 1, coalesce(m.version, 0) into stream, expected, actual
            from unnest(p_streams, p_stream_firsts) with ordinality as s (id, first, ordinal)
            left join mt_streams m on m.id = s.id
            where coalesce(m.version, 0) <> s.first - 1
            order by s.ordinal limit 1;
        if found then
            outcome := 'version conflict';
            return;
        end if;

        insert into mt_streams as m (id, type, version, timestamp, created)
            select s.id, s.type, s.last, s.last_at, s.first_at
            from unnest(p_streams, p_stream_types, p_stream_lasts, p_stream_first_at, p_stream_last_at)
                as s (id, type, last, first_at, last_at)
            on conflict (id) do update set version = excluded.version, timestamp = excluded.timestamp;
    end if;

    first_position := head + 1;
    last_position := head + cardinality(p_version);
    if cardinality(p_version) = 1 then
        insert into mt_events
            (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type, causation_id, headers)
            values (first_position, p_id[1], p_stream[1], p_version[1], p_data[1], p_type[1], p_at[1],
                p_dotnet_type[1], p_causation[1],
                case when p_schema[1] = 1 then '{"v": 1}' else jsonb_build_object('v', p_schema[1]) end);
    else
        insert into mt_events
            (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type, causation_id, headers)
            select head + e.ordinal, e.id, e.stream, e.version, e.data, e.type, e.at, e.dotnet_type, e.causation,
                   case when e.schema = 1 then '{"v": 1}' else jsonb_build_object('v', e.schema) end
            from unnest(p_id, p_stream, p_version, p_data, p_type, p_at, p_dotnet_type, p_causation, p_schema)
                with ordinality as e (id, stream, version, data, type, at, dotnet_type, causation, schema, ordinal);
    end if;

    outcome := 'appended';
    if p_key is null then
        insert into ledger_commands
            select c.key, head + min(c.ordinal), head + max(c.ordinal)
            from unnest(p_causation) with ordinality as c (key, ordinal) group by c.key;
    else
        insert into ledger_commands values (p_key, first_position, last_position);
    end if;
    -- A writer that uses Marten takes its next number from the sequence; it is raised, never lowered.
    perform pg_notify('gradients_events', last_position::text),
        case when last_position >= (select q.last_value from mt_events_sequence q)
            then setval('mt_events_sequence', last_position) end;
end
$$;
