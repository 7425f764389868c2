-- Who may write over HTTP. A key itself is shown once and never stored: here is its SHA-256, and what it may do.
create table ledger_api_keys (
    id         text                     not null primary key,
    name       text                     not null,
    role       text                     not null check (role in ('recorder', 'runner', 'operator')),
    sha256     text                     not null,
    created_at timestamp with time zone not null,
    revoked_at timestamp with time zone null
);

grant select, insert, update (revoked_at) on ledger_api_keys to gradients_writer;

-- What the server found when it audited the ledger itself. The document is what 'gradients audit --json' prints.
create table ledger_audits (
    at       timestamp with time zone not null primary key,
    position bigint                   not null,
    verdict  text                     not null,
    seconds  double precision         not null,
    document jsonb                    not null
);

grant select, insert on ledger_audits to gradients_writer;
grant select on ledger_audits to gradients_reader;
