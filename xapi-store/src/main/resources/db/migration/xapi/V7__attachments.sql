-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

-- The data of attachments, the same data once, whichever sum or statement it came with. It is written and committed
-- before the statements that have it; what no statement came for is removed in the background.
create table xapi.attachment_content (
    id        bigint      generated always as identity primary key,
    sha256    bytea       not null unique check (length(sha256) = 32),
    size      bigint      not null check (size >= 0),
    wanted_at timestamptz not null default now()
);
comment on column xapi.attachment_content.wanted_at is 'about when a request last brought this data';

create table xapi.attachment_chunk (
    content bigint  not null references xapi.attachment_content on delete cascade,
    number  integer not null check (number >= 0),
    data    bytea   not null check (length(data) > 0),
    primary key (content, number)
);
comment on table xapi.attachment_chunk is 'pieces of 256 KiB, so that neither writing nor reading holds all of it';

-- Films and pictures do not get smaller, and what is not compressed is read without being unpacked.
alter table xapi.attachment_chunk alter column data set storage external;

create table xapi.attachment (
    key          bigint not null,
    sha2         text   not null,
    content_type text   not null,
    content      bigint not null references xapi.attachment_content,
    primary key (key, sha2)
);
comment on column xapi.attachment.key is 'the statement';
comment on column xapi.attachment.sha2 is 'as the statement writes it';

create index attachment_by_content on xapi.attachment (content);
