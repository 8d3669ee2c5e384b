-- Copyright the Khuê authors
-- SPDX-License-Identifier: Apache-2.0

-- Other names of verbs and people are reference data: brought by files, with a source, and undone like the rest.

alter table xapi.verb_alias
    add column source text not null default 'xAPI 1.0.3: động từ gặp dưới hai IRI',
    add column import bigint references xapi.reference_import;
alter table xapi.verb_alias alter column source drop default;

-- A term is a fingerprint; files name accounts.
alter table xapi.actor_alias
    add column home_page       text,
    add column account         text,
    add column known_home_page text,
    add column known_account   text,
    add column import          bigint references xapi.reference_import;
comment on column xapi.actor_alias.home_page is 'of the account that the alias is; null where it is none';

create function xapi.account_fingerprint(home_page text, account text) returns uuid
    language sql immutable strict parallel safe
    return xapi.fingerprint(E'ACCOUNT\n' || home_page || E'\n' || account);

-- Rows of files come without numbers, and nobody who is erased comes back by one.
create function xapi.number_aliases() returns trigger language plpgsql as $$
begin
    if new.alias is null then
        insert into xapi.term (fingerprint)
        select fingerprint
          from unnest(array[xapi.account_fingerprint(new.home_page, new.account),
                            xapi.account_fingerprint(new.known_home_page, new.known_account)]) as fingerprint
         where not exists (select from xapi.term where term.fingerprint = fingerprint.fingerprint)
         order by 1
        on conflict do nothing;
        select id into new.alias from xapi.term
         where fingerprint = xapi.account_fingerprint(new.home_page, new.account);
        select id into new.person from xapi.term
         where fingerprint = xapi.account_fingerprint(new.known_home_page, new.known_account);
    end if;
    if exists (select from xapi.erased_agent where term in (new.alias, new.person)) then
        raise exception 'somebody in these rows is erased' using errcode = '23514';
    end if;
    return new;
end $$;
create trigger number_aliases before insert on xapi.actor_alias
    for each row execute function xapi.number_aliases();

-- Whoever is erased has no other names any more, nor had any in a file.
create or replace function xapi.forget_aliases() returns trigger language plpgsql as $$
declare
    erased uuid := (select fingerprint from xapi.term where id = new.term);
begin
    delete from xapi.actor_alias where alias = new.term or person = new.term;
    delete from xapi.reference_change change
     using xapi.reference_import made
     where made.id = change.import and made.reference = 'actor-aliases'
       and exists (select from unnest(array[before, after]) as row
                    where xapi.account_fingerprint(row ->> 'home_page', row ->> 'account') = erased
                       or xapi.account_fingerprint(row ->> 'known_home_page', row ->> 'known_account') = erased);
    delete from xapi.reference_import where reference = 'actor-aliases' and kept_at is null;
    return null;
end $$;
