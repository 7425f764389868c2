-- For analysts: the events as flat rows, one view a question, always current. Every row names the positions of the
-- events behind it. Beside them in this schema stand the projection tables, which know the rules (brackets, standings,
-- reigns, weights as they were derived); these views know none.

create view ledger.entries as
    select split_part(e.stream_id, '/', 2) as tournament, e.data->>'hotkey' as hotkey, e.data->>'coldkey' as coldkey,
           e.data->>'repository' as repository, e.data->>'commit' as "commit", e.timestamp as submitted_at,
           case when r.seq_id is not null then 'refused' when a.seq_id is not null then 'accepted' else 'submitted' end
               as status,
           r.data->>'reason' as refusal,
           (select coalesce(sum((f.data->>'amountRao')::bigint), 0) from mt_events f
                where f.stream_id = e.stream_id and f.type = 'entry_fee_paid' and f.data->>'hotkey' = e.data->>'hotkey')
               as fee_paid_rao,
           e.seq_id as position, a.seq_id as accepted_position, r.seq_id as refused_position
    from mt_events e
    left join mt_events a on a.stream_id = e.stream_id and a.type = 'entry_accepted'
        and a.data->>'hotkey' = e.data->>'hotkey'
    left join mt_events r on r.stream_id = e.stream_id and r.type = 'entry_refused'
        and r.data->>'hotkey' = e.data->>'hotkey'
    where e.type = 'entry_submitted';

create view ledger.rounds as
    select split_part(d.stream_id, '/', 2) as tournament, (d.data->>'round')::int as round, d.data->>'kind' as kind,
           jsonb_array_length(d.data->'assignments') as slots, jsonb_array_length(c.data->'advanced') as advanced,
           jsonb_array_length(c.data->'eliminated') as eliminated, d.timestamp as drawn_at, c.timestamp as closed_at,
           d.seq_id as position, c.seq_id as closed_position
    from mt_events d
    left join mt_events c on c.stream_id = d.stream_id and c.type = 'round_closed' and c.data->>'round' = d.data->>'round'
    where d.type = 'round_drawn';

create view ledger.tasks as
    select split_part(p.stream_id, '/', 2) as tournament, p.data->>'task' as task, p.data->>'type' as type,
           (p.data->>'slot')::int as slot, jsonb_array_length(p.data->'entrants') as entrants, p.data->>'model' as model,
           p.data->>'gpu' as gpu, (p.data->>'hours')::double precision as hours,
           p.data->>'datasetDigest' as dataset_digest, p.data->>'heldOutDigest' as held_out_digest,
           d.data->>'winner' as winner, d.data->>'bossRoundWinner' as boss_round_winner,
           r.data->>'reason' as replaced_because, p.timestamp as posed_at, d.timestamp as decided_at,
           p.seq_id as position, d.seq_id as decided_position
    from mt_events p
    left join mt_events d on d.stream_id = p.stream_id and d.type = 'task_decided' and d.data->>'task' = p.data->>'task'
    left join mt_events r on r.stream_id = p.stream_id and r.type = 'task_replaced' and r.data->>'task' = p.data->>'task'
    where p.type = 'task_posed';

create view ledger.runs as
    select split_part(e.stream_id, '/', 2) as tournament, e.data->>'task' as task, e.data->>'hotkey' as hotkey,
           (e.data->>'attempt')::int as attempt,
           (array_agg(replace(e.type, 'run_', '') order by e.version desc))[1] as state,
           max(e.timestamp) filter (where e.type = 'run_scheduled') as scheduled_at,
           max(e.timestamp) filter (where e.type = 'run_started') as started_at,
           max(e.timestamp) filter (where e.type in ('run_finished', 'run_failed')) as ended_at,
           max(e.data->>'imageDigest') as image_digest, max(e.data->>'sandboxProfile') as sandbox_profile,
           max((e.data->>'exit')::int) as exit, max(e.data->>'outputDigest') as output_digest,
           max((e.data->'usage'->>'wallSeconds')::double precision) as wall_seconds,
           max((e.data->'usage'->>'cpuSeconds')::double precision) as cpu_seconds,
           max((e.data->'usage'->>'peakBytes')::bigint) as peak_bytes, max(e.data->>'reason') as failure,
           min(e.seq_id) as position, max(e.seq_id) as last_position
    from mt_events e
    where e.type in ('run_scheduled', 'run_started', 'run_finished', 'run_failed')
    group by e.stream_id, e.data->>'task', e.data->>'hotkey', e.data->>'attempt';

-- As they were measured. As they were ranked (a duplicate's is NaN) they stand in ledger.task_results.
create view ledger.losses as
    select split_part(e.stream_id, '/', 2) as tournament, e.data->>'task' as task, e.data->>'hotkey' as hotkey,
           (e.data->>'loss')::double precision as loss, (e.data->>'isFinetune')::boolean as is_finetune,
           e.data->>'method' as method, e.data->>'heldOutDigest' as held_out_digest, e.data->>'reason' as reason,
           e.timestamp as measured_at, e.seq_id as position
    from mt_events e
    where e.type = 'loss_measured';

-- One row a completed tournament: who held its title afterwards. Reigns drawn together: ledger.champion_reigns.
create view ledger.reigns as
    select split_part(c.stream_id, '/', 2) as tournament, a.data->>'type' as type,
           coalesce(t.data->>'challenger', t.data->>'champion') as champion, t.type = 'champion_dethroned' as dethroned,
           (t.data->>'margin')::double precision as margin, c.timestamp as completed_at, t.seq_id as decided_position,
           c.seq_id as position
    from mt_events c
    join mt_events a on a.stream_id = c.stream_id and a.version = 1
    join mt_events t on t.stream_id = c.stream_id and t.type in ('champion_defended', 'champion_dethroned')
    where c.type = 'tournament_completed';

create view ledger.weights as
    select split_part(e.stream_id, '/', 2)::int as netuid, e.seq_id as position, (n.node->>'uid')::int as uid,
           m.data->'hotkeys'->>(n.node->>'uid')::int as hotkey, (n.node->>'weight')::double precision as weight,
           (select (w.value)::int from jsonb_array_elements_text(e.data->'uids') with ordinality u(value, place)
                join jsonb_array_elements_text(e.data->'weights') with ordinality w(value, place) using (place)
                where u.value = n.node->>'uid') as u16,
           e.timestamp as derived_at
    from mt_events e
    join mt_events m on m.seq_id = (e.data->>'metagraph')::bigint
    cross join lateral jsonb_array_elements(e.data->'nodeWeights') n(node)
    where e.type = 'weights_derived';

-- What a weight setting would pay out: each node's part of the 16-bit row, where every validator sets the same.
create view ledger.emissions as
    select netuid, position, uid, hotkey, u16,
           u16::double precision / nullif(sum(u16) over (partition by netuid, position), 0) as share, derived_at
    from ledger.weights;

grant select on ledger.entries, ledger.rounds, ledger.tasks, ledger.runs, ledger.losses, ledger.reigns, ledger.weights,
    ledger.emissions to gradients_reader, gradients_writer;
