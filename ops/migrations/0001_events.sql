-- The tables of Marten's event store (9.x; string stream identity, single tenancy; correlation, causation and headers
-- on), so that a host that uses Marten opens the same database. Names and types are a contract: see docs/marten.md.

create table mt_streams (
    id          varchar                  not null,
    type        varchar                  null,
    version     bigint                   null,
    timestamp   timestamp with time zone not null default now(),
    created     timestamp with time zone not null default now(),
    tenant_id   varchar                  default '*DEFAULT*',
    is_archived boolean                  default false,
    constraint pkey_mt_streams_id primary key (id)
);

-- No default for timestamp: every writer states its time.
create table mt_events (
    seq_id         bigint                   not null,
    id             uuid                     not null,
    stream_id      varchar                  null,
    version        bigint                   not null,
    data           jsonb                    not null,
    bdata          bytea                    null,
    type           varchar(500)             not null,
    timestamp      timestamp with time zone not null,
    tenant_id      varchar                  default '*DEFAULT*',
    mt_dotnet_type varchar                  null,
    correlation_id varchar                  null,
    causation_id   varchar                  null,
    headers        jsonb                    null,
    is_archived    boolean                  default false,
    constraint pkey_mt_events_seq_id primary key (seq_id),
    constraint fkey_mt_events_stream_id foreign key (stream_id) references mt_streams (id) on delete cascade
);

create unique index pk_mt_events_stream_and_version on mt_events (stream_id, version);

create sequence mt_events_sequence owned by mt_events.seq_id;

create table mt_event_progression (
    name         varchar                  not null,
    last_seq_id  bigint                   null,
    last_updated timestamp with time zone default transaction_timestamp(),
    constraint pk_mt_event_progression primary key (name)
);

create table mt_high_water_skips (
    ending_sequence   bigint                   not null,
    starting_sequence bigint                   not null,
    timestamp         timestamp with time zone default now(),
    constraint pkey_mt_high_water_skips_ending_sequence primary key (ending_sequence)
);

-- Ours: which command wrote which positions. A key that is here is never written again.
create table ledger_commands (
    key            text   not null primary key,
    first_position bigint not null,
    last_position  bigint not null
);
