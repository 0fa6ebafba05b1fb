-- The office itself: settings, users, the journal, and what no other room owns.

create table setting (
  id integer primary key autoincrement,
  key text not null unique,
  value text not null
) strict;

create table user (
  id integer primary key autoincrement,
  name text not null unique,
  role text not null check (role in ('treasurer', 'chair', 'cashier', 'committee', 'auditor', 'viewer')),
  active integer not null default 1 check (active in (0, 1)),
  pin text not null default ''
) strict;

-- One head a change. `hash` covers the head before it, this head and its rows, byte for byte as stored.
create table journal_head (
  seq integer primary key,
  at text not null,
  actor integer not null,
  actor_name text not null,
  title text not null,
  undoes integer references journal_head (seq),
  final text not null default '',
  row_count integer not null,
  version integer not null default 1,
  prev text not null,
  hash text not null unique
) strict;

-- The net effect of a change on one row: before (null: new) and after (null: deleted), as JSON.
create table journal_row (
  seq integer primary key autoincrement,
  head integer not null references journal_head (seq) deferrable initially deferred,
  tbl text not null,
  key integer not null,
  before text,
  after text
) strict;
create index journal_row_head on journal_row (head);
create index journal_row_key on journal_row (tbl, key);

create trigger journal_head_no_update before update on journal_head
begin select raise(abort, '操作日志不能修改。'); end;
create trigger journal_head_no_delete before delete on journal_head
begin select raise(abort, '操作日志不能删除。'); end;
create trigger journal_head_in_order before insert on journal_head
when new.seq is not (select coalesce(max(seq), 0) + 1 from journal_head)
  or new.prev is not coalesce((select hash from journal_head order by seq desc limit 1), '')
  or exists (select 1 from journal_head where hash = new.hash)
begin select raise(abort, '操作日志只能接在最后一条之后。'); end;
create trigger journal_row_no_update before update on journal_row
begin select raise(abort, '操作日志不能修改。'); end;
create trigger journal_row_no_delete before delete on journal_row
begin select raise(abort, '操作日志不能删除。'); end;
create trigger journal_row_in_order before insert on journal_row
when new.head <= (select coalesce(max(seq), 0) from journal_head)
  or exists (select 1 from journal_row where seq = new.seq)
begin select raise(abort, '操作日志只能接在最后一条之后。'); end;

-- What sealed rows were before the latest changes, so that these can be undone. Outside the chain, pruned.
create table sealed_before (
  head integer not null,
  tbl text not null,
  key integer not null,
  before text not null,
  primary key (head, tbl, key)
) strict;

-- Who looked at a full number, whose, and why. Outside the chain; append only.
create table access_log (
  id integer primary key autoincrement,
  at text not null,
  actor_name text not null,
  member integer,
  field text not null,
  reason text not null
) strict;
create trigger access_log_no_replace before insert on access_log
when exists (select 1 from access_log where id = new.id)
begin select raise(abort, '查看记录不能修改。'); end;
create trigger access_log_no_update before update on access_log
begin select raise(abort, '查看记录不能修改。'); end;
create trigger access_log_no_delete before delete on access_log
begin select raise(abort, '查看记录不能删除。'); end;

-- How the columns of a kind of table were taken last time: heading texts → fields.
create table import_mapping (
  id integer primary key autoincrement,
  kind text not null,
  signature text not null,
  mapping text not null,
  unique (kind, signature)
) strict;

-- Every file that was taken in, by content.
create table import_file (
  id integer primary key autoincrement,
  kind text not null,
  name text not null,
  sha256 text not null,
  rows integer not null,
  at text not null
) strict;
create index import_file_sha on import_file (sha256);
