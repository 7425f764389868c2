-- Who was told what. One row for each target and notice, made before anything is sent: nothing is sent twice.
create table ledger_deliveries (
    target   text                     not null,
    position bigint                   not null,
    kind     text                     not null,
    title    text                     not null,
    body     text                     not null,
    path     text                     not null,
    state    text                     not null default 'waiting'
        check (state in ('waiting', 'sending', 'delivered', 'dead')),
    attempts int                      not null default 0,
    due      timestamp with time zone not null,
    error    text                     null,
    primary key (target, position, kind)
);

create index ledger_deliveries_due on ledger_deliveries (due) where state in ('waiting', 'sending');

-- The last position each target's notices were taken from.
create table ledger_delivery_marks (
    target   text   not null primary key,
    position bigint not null
);

grant select, insert, update on ledger_deliveries, ledger_delivery_marks to gradients_writer;
