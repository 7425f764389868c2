-- Weights under rulebooks after 2025.12 are recorded by an event of their own, with the same members for nodes and row.

create or replace view ledger.weights as
    select split_part(e.stream_id, '/', 2)::int as netuid, e.seq_id as position, (n.node->>'uid')::int as uid,
           m.data->'hotkeys'->>(n.node->>'uid')::int as hotkey, (n.node->>'weight')::double precision as weight,
           (select (w.value)::int from jsonb_array_elements_text(e.data->'uids') with ordinality u(value, place)
                join jsonb_array_elements_text(e.data->'weights') with ordinality w(value, place) using (place)
                where u.value = n.node->>'uid') as u16,
           e.timestamp as derived_at
    from mt_events e
    join mt_events m on m.seq_id = (e.data->>'metagraph')::bigint
    cross join lateral jsonb_array_elements(e.data->'nodeWeights') n(node)
    where e.type in ('weights_derived', 'node_weights_derived');
