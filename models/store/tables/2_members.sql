-- Members and where they belong. Numbers that must stay private are in member_private alone.

create table unit (
  id integer primary key autoincrement,
  name text not null unique,
  kind text not null default 'branch' check (kind in ('branch', 'group')),
  parent integer references unit (id),
  leader text not null default '',
  position integer not null default 0,
  closed_on text check (closed_on is null or closed_on is date(closed_on))
) strict;
create index unit_parent on unit (parent) where parent is not null;

create table member (
  id integer primary key autoincrement,
  number text unique check (number <> ''),
  name text not null check (name <> ''),
  name_key text not null,
  initials text not null,
  sort_key text not null,
  sex text not null default '' check (sex in ('', '男', '女')),
  birth text check (birth is null or birth glob '[12][0-9][0-9][0-9]-[01][0-9]' or birth is date(birth)),
  joined text check (joined is null or joined glob '[12][0-9][0-9][0-9]-[01][0-9]' or joined is date(joined)),
  hired text check (hired is null or hired glob '[12][0-9][0-9][0-9]-[01][0-9]' or hired is date(hired)),
  unit integer references unit (id),
  department text not null default '',
  status text not null default 'working'
    check (status in ('working', 'retired', 'kept', 'left', 'dead')),
  post_kind text not null default '',
  position text not null default '',
  title text not null default '',
  education text not null default '',
  political text not null default '',
  ethnic text not null default '',
  note text not null default ''
) strict;
create index member_name on member (name_key);
create index member_unit on member (unit);
create index member_sort on member (sort_key);
create index member_status on member (status);

-- Sealed: the journal records that a row changed and a salted digest, never the values.
create table member_private (
  id integer primary key autoincrement,
  member integer not null unique references member (id),
  salt text not null,
  id_number text not null default '',
  phone text not null default '',
  bank_card text not null default '',
  address text not null default ''
) strict;
create index member_private_phone on member_private (phone);

-- The dated history of membership. `day` may be a month when the papers say no more.
create table movement (
  id integer primary key autoincrement,
  member integer not null references member (id),
  kind text not null check (kind in
    ('join', 'transfer_in', 'transfer_out', 'retire', 'keep', 'restore', 'quit', 'expel', 'die')),
  day text not null check (day glob '[12][0-9][0-9][0-9]-[01][0-9]' or day is date(day)),
  place text not null default '',
  reason text not null default '',
  approved_by text not null default ''
) strict;
create index movement_member on movement (member, day);
create index movement_day on movement (day);

create table post (
  id integer primary key autoincrement,
  member integer not null references member (id),
  body text not null,
  role text not null,
  first_day text not null check (first_day is date(first_day)),
  last_day text check (last_day is null or last_day is date(last_day))
) strict;
create index post_member on post (member);

-- The monthly pay that dues are reckoned on, valid from a month until the next row.
create table wage_base (
  id integer primary key autoincrement,
  member integer not null references member (id),
  from_month text not null check (from_month glob '[12][0-9][0-9][0-9]-[01][0-9]'),
  base_fen integer not null check (base_fen >= 0),
  parts text not null default '',
  source text not null default '',
  unique (member, from_month)
) strict;
