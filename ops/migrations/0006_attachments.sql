-- Attachments: contents too large for an event, stored once under their SHA-256 and never changed. Kept in the database
-- so that every node reaches them and one backup has everything.

create table ledger_attachments (
    number bigint not null primary key, -- 1, 2, 3 … in commit order: whoever reads on after a number misses none.
    sha256 bytea  not null unique check (length(sha256) = 32),
    bytes  bigint not null check (bytes >= 0)
);

-- The contents, 1 MiB a part except for the last; part counts from 0.
create table ledger_attachment_parts (
    sha256 bytea not null,
    part   int   not null,
    data   bytea not null,
    primary key (sha256, part)
);

create trigger ledger_append_only before update or delete or truncate on ledger_attachments
    for each statement execute function ledger_refuse_change();
create trigger ledger_append_only before update or delete or truncate on ledger_attachment_parts
    for each statement execute function ledger_refuse_change();
alter table ledger_attachments enable always trigger ledger_append_only;
alter table ledger_attachment_parts enable always trigger ledger_append_only;

grant select, insert on ledger_attachments, ledger_attachment_parts to gradients_writer;
grant select on ledger_attachments, ledger_attachment_parts to gradients_reader;
