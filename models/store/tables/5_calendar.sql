-- The work calendar (行事历) and the days off that deadlines are counted with.

create table work_item (
  id integer primary key autoincrement,
  year integer not null,
  first_month text not null check (first_month glob '[12][0-9][0-9][0-9]-[01][0-9]'),
  last_month text not null check (last_month glob '[12][0-9][0-9][0-9]-[01][0-9]' and last_month >= first_month),
  day text check (day is null or day is date(day)),
  last_day text check (last_day is null or last_day is date(last_day)),
  content text not null check (content <> ''),
  who text not null default '',
  place text not null default '',
  budget_fen integer,
  state text not null default 'planned' check (state in ('planned', 'doing', 'done', 'dropped')),
  done_on text check (done_on is null or done_on is date(done_on)),
  source text not null default '',
  module text not null default '',
  note text not null default '',
  position integer not null default 0
) strict;
create index work_item_month on work_item (first_month, last_month);

create table holiday (
  id integer primary key autoincrement,
  day text not null unique check (day is date(day)),
  name text not null default '',
  kind text not null check (kind in ('off', 'work'))
) strict;
